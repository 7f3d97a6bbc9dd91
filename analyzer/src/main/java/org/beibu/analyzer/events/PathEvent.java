package org.beibu.analyzer.events;

import org.beibu.model.PathId;

/**
 * Something that happened to a path. Kind, time, path and source name it: a second one takes the
 * place of the first.
 *
 * @param kind what, for example {@code hop-count-change}
 * @param epochNanos when it was noticed
 * @param path whose
 * @param source who noticed it: a probe's name, or a part of the analyzer
 * @param details a JSON object with what else there is to know
 */
public record PathEvent(String kind, long epochNanos, PathId path, String source, String details) {
    public PathEvent {
        if (!details.startsWith("{") || !details.endsWith("}")) {
            throw new IllegalArgumentException("not a JSON object: '" + details + "'");
        }
    }
}
