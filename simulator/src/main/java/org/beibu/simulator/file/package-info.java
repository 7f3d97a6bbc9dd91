/**
 * Simulations as files: the capture (pcap or pcapng, nanoseconds) and beside it the truth, with the
 * columns that {@code beibu rtt} prints.
 *
 * <p>Everything streams: memory does not grow with the number of packets. The files depend on the
 * configuration alone.
 *
 * <p>Thread rule: one thread runs a simulation and writes its files.
 */
@NullMarked
package org.beibu.simulator.file;

import org.jspecify.annotations.NullMarked;
