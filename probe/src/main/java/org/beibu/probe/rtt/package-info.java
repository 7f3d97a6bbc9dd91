/**
 * What {@code beibu rtt} prints: each passive timing of capture files or of an interface as a line,
 * and a summary for each host.
 *
 * <p>Addresses are shown whole here, because the person who runs the command holds the packets
 * already; nothing of it reaches the journal. Lines are formatted straight into an octet buffer, at
 * more than a million a second. The summary's memory is bounded whatever the traffic.
 *
 * <p>Thread rule: all of it belongs to the thread that runs the command, but for {@link
 * org.beibu.probe.rtt.RttRun#stop}, which any thread may call.
 */
@NullMarked
package org.beibu.probe.rtt;

import org.jspecify.annotations.NullMarked;
