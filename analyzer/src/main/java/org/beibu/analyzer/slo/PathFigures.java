package org.beibu.analyzer.slo;

import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.beibu.analyzer.delay.TimingKind;
import org.beibu.model.Method;

/**
 * What a path was like over the last minutes, from its windows added up.
 *
 * @param fromNanos start
 * @param toNanos end, exclusive
 * @param kind how the delays were timed; empty when too few were
 * @param count timings
 * @param p50Nanos median; 0 without kind
 * @param p95Nanos 95th percentile; 0 without kind
 * @param sent packets of active sessions sent; 0 when none were
 * @param lost of these, lost
 * @param lossMethods by which methods they were sent: one of them speaks for each minute
 */
public record PathFigures(
        long fromNanos,
        long toNanos,
        Optional<TimingKind> kind,
        long count,
        long p50Nanos,
        long p95Nanos,
        long sent,
        long lost,
        Set<Method> lossMethods) {
    public PathFigures {
        lossMethods = Collections.unmodifiableSet(new TreeSet<>(lossMethods));
    }
}
