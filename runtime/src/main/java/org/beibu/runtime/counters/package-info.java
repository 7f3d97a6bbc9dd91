/**
 * Counters: each daemon lists what it counts in one enum of {@link Counter}s, a sentence each, and
 * increments through the constant. What moves has a counter; what is skipped is counted by why.
 *
 * <p>Counting only: nothing here is published or logged. The admin endpoint shows each counter as
 * {@code beibu_<label>_total}.
 *
 * <p>Thread rule: each counter of a {@link Counters} has one writing thread, unless the shared
 * methods are used; any thread may read.
 */
@NullMarked
package org.beibu.runtime.counters;

import org.jspecify.annotations.NullMarked;
