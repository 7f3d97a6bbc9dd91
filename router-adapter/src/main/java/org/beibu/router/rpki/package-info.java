/**
 * Which AS may originate which prefix: validated ROA payloads from a file or from a cache (RTR, RFC
 * 8210 and 6810), and origin validation over them (RFC 6811).
 *
 * <p>It validates no certificates: routinator, rpki-client and their like do. Without data every
 * route is not-found, which forbids nothing.
 *
 * <p>Thread rule: a {@link VrpTable} never changes; an {@link RtrClient} belongs to the agent that
 * calls its {@code doWork}, and any thread may ask it for its table.
 */
@NullMarked
package org.beibu.router.rpki;

import org.jspecify.annotations.NullMarked;
