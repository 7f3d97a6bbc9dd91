/**
 * The probe: captures packets, times what passes, and appends the timings to the journal. It only
 * times and appends; what the timings mean is the analyzer's business.
 *
 * <p>{@link org.beibu.probe.ProbeMain} is the map of the daemon. {@link
 * org.beibu.probe.CaptureImport} is the same pipeline over a capture file, exactly once.
 *
 * <p>Thread rule: one thread does everything from the packet to the journal; start and close are
 * called by whoever wires the process.
 */
@NullMarked
package org.beibu.probe;

import org.jspecify.annotations.NullMarked;
