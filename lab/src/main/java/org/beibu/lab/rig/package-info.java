/**
 * The wire-truth rig: clients in one network namespace fetch objects from a web server in another,
 * through the relay, and both ends of the wire are recorded with one clock.
 *
 * <p>Needs root, iproute2, nginx, wrk and tcpdump. What it makes it removes: namespaces are named
 * after the process, stale ones go at the next start, and every child has an end of its own. One
 * thread runs it and blocks.
 */
@NullMarked
package org.beibu.lab.rig;

import org.jspecify.annotations.NullMarked;
