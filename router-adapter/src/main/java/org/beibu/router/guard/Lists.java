package org.beibu.router.guard;

import java.util.List;
import java.util.stream.Collectors;

/** Lists in sentences. */
final class Lists {
    private Lists() {}

    static String joined(List<?> list) {
        return list.isEmpty()
                ? "none"
                : list.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }
}
