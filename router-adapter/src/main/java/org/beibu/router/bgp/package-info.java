/**
 * BGP-4 speaker (RFC 4271) towards named routers, iBGP only: messages, capabilities, session FSM.
 *
 * <p>Nothing is built yet. It will hold one file per message and path attribute, decoders as
 * functions of octets without I/O, the reactions of RFC 7606 to malformed attributes, and ADD-PATH
 * (RFC 7911). It will not choose routes and not know why one is announced.
 *
 * <p>Thread rule to come: one agent owns every session.
 */
@NullMarked
package org.beibu.router.bgp;

import org.jspecify.annotations.NullMarked;
