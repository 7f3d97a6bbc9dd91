/**
 * Probe, journal, analyzer and page on the simulated bureau, in one process, without root: what
 * {@code beibu demo} runs and the end-to-end tests drive. The daemons are the real ones; only the
 * packets are made up.
 *
 * <p>Thread rule: whoever starts the demo also waits for it and closes it; the daemons have threads
 * of their own.
 */
@NullMarked
package org.beibu.simulator.demo;

import org.jspecify.annotations.NullMarked;
