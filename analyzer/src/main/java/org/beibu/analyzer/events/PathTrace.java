package org.beibu.analyzer.events;

import org.beibu.model.PathId;

/**
 * A trace of a path. Its begin and source name it.
 *
 * @param epochNanos when it began
 * @param source the probe that made it
 * @param path whose
 * @param eventEpochNanos the event of the same source and path that it was made for, 0 for none
 * @param details a JSON object with how it was made and what came of it
 */
public record PathTrace(
        long epochNanos, String source, PathId path, long eventEpochNanos, String details) {}
