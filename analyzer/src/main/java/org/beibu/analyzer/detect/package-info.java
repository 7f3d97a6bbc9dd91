/**
 * Says where a path's latency or loss changed: over a whole series ({@link
 * org.beibu.analyzer.detect.OfflineDetector}) or with the past only ({@link
 * org.beibu.analyzer.detect.OnlineDetector}), and of which kind and cause each change is.
 *
 * <p>For paths that are probed about ten times a second {@link org.beibu.analyzer.detect.PathWatch}
 * says live what happens, and {@link org.beibu.analyzer.detect.AlarmGroups} what several paths have
 * in common. Ingest feeds them through {@link org.beibu.analyzer.detect.LiveWatch}, which makes
 * events of what they say.
 *
 * <p>It judges as a person does who looks at a plot of the series: what matters is how far the
 * level moved above the floor of the path, for how long, and against which noise. ADR 0025 has the
 * alternatives and their figures. It does not decide what to do about a change.
 *
 * <p>Nothing here but {@code SeriesFile} does I/O, nothing reads a clock. Series and changes are
 * immutable; everything else belongs to the thread that calls it.
 */
@NullMarked
package org.beibu.analyzer.detect;

import org.jspecify.annotations.NullMarked;
