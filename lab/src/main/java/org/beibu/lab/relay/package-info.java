/**
 * A cable with distance between two network namespaces: a process of its own reads frames from a
 * TAP interface in each, keeps every frame for the delay of its path, loses a few, and writes the
 * others to the far side.
 *
 * <p>Needs Linux, root and {@code /dev/net/tun}, but no netem. It shapes nothing: no queue, no
 * rate. Frames are late when the machine is busy; that harms no comparison, since both ends are
 * recorded and the true delay is the one of the recordings. One thread runs the relay.
 */
@NullMarked
package org.beibu.lab.relay;

import org.jspecify.annotations.NullMarked;
