/**
 * What cannot wait for blocks of minutes: the exit in use falls silent, loses packets, or is all at
 * once much slower than another one.
 *
 * <p>It looks at the live seconds of all exits of a group side by side, so that a slow journal, a
 * stopped probe or trouble that all exits share raises nothing. Silence and loss are tested against
 * a usual loss, a step of delay by an e-detector whose threshold is the mean number of seconds
 * between false alarms at least. It chooses no exit: {@code plan} does.
 *
 * <p>Thread rule: an {@link org.beibu.analyzer.recommend.urgent.UrgentWatch} belongs to one thread;
 * alarms are values.
 */
@NullMarked
package org.beibu.analyzer.recommend.urgent;

import org.jspecify.annotations.NullMarked;
