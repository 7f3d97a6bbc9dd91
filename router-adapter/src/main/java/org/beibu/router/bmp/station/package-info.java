/**
 * The BMP monitoring station: listens, and takes connections of configured routers only.
 *
 * <p>It cuts nothing and decides nothing: octets go to a {@link org.beibu.router.bmp.BmpSession},
 * and a connection that it wants to end is closed. Owner of Netty beside the BGP transport.
 *
 * <p>Thread rule: one event loop owns all connections. It reads a connection only when it has dealt
 * with what it read before, so that a router that is faster than we are waits in TCP; each read has
 * a bound, so that no router keeps the others waiting.
 */
@NullMarked
package org.beibu.router.bmp.station;

import org.jspecify.annotations.NullMarked;
