/**
 * BGP messages as values (RFC 4271, 4760, 6793, 7911): what was said, free of octets, sockets and
 * sessions.
 *
 * <p>It holds no decision and no state. The codec beside it turns octets into these values and
 * back.
 *
 * <p>Immutable; any thread.
 */
@NullMarked
package org.beibu.router.bgp.message;

import org.jspecify.annotations.NullMarked;
