package org.beibu.analyzer.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Optional;
import org.beibu.model.Method;
import org.beibu.model.QualityClass;
import org.beibu.model.Resolution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DelayQueryTest {
    private static final long SECOND = 1_000_000_000L;

    /** 2026-09-21T14:13:20Z. */
    private static final long NOW = 1_790_000_000L * SECOND;

    private static DelayQuery parse(Map<String, String> parameters) {
        return DelayQuery.parse("VN-HAN", new Parameters(parameters), NOW);
    }

    @Test
    void withoutParametersItIsTheLastHourInTenSeconds() {
        DelayQuery query = parse(Map.of());

        assertEquals(NOW, query.toNanos());
        assertEquals(NOW - 3_600 * SECOND, query.fromNanos());
        assertEquals(Resolution.TEN_SECONDS, query.resolution());
    }

    @ParameterizedTest
    @CsvSource({
        "2026-09-21T14:00:00Z, 1789999200",
        "2026-09-21T22:00:00+08:00, 1789999200",
        "1789999200, 1789999200",
        "1789999200.5, 1789999200",
        "-10m, 1789999400",
    })
    void momentsAreIsoOrEpochOrSpans(String text, long second) {
        assertEquals(second, parse(Map.of("from", text)).fromNanos() / SECOND);
    }

    @ParameterizedTest
    @CsvSource({"-2h, 10s", "-3h, 1m", "-24h, 5m", "-30d, 1h", "-90d, 1d"})
    void resolutionFollowsTheRange(String from, String resolution) {
        assertEquals(Resolution.parse(resolution), parse(Map.of("from", from)).resolution());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "from=yesterday",
                "from=2026-09-21T14:00:00",
                "from=now",
                "to=99999999999999",
                "from=9999999999",
                "to=9999999999.999999999",
                "from=9999-01-01T00:00:00Z",
                "resolution=5s",
                "method=ping",
                "metric=middle",
                "class=dirty",
                "form=-1h",
                "from=-1",
                "from=-999999999d"
            })
    void faultsNameTheParameterAndTheFix(String fault) {
        String[] pair = fault.split("=", 2);

        ProblemException problem =
                assertThrows(ProblemException.class, () -> parse(Map.of(pair[0], pair[1])));

        assertEquals(400, problem.status());
        assertTrue(problem.where().contains(pair[0]), problem.getMessage());
        assertTrue(problem.fix().length() > 5);
    }

    @Test
    void moreWindowsThanTheLimitAreRefusedWithAResolutionThatFits() {
        ProblemException problem =
                assertThrows(
                        ProblemException.class,
                        () -> parse(Map.of("from", "-7d", "resolution", "10s")));

        assertTrue(problem.fix().contains("resolution=1h"), problem.fix());
    }

    @Test
    void filtersAreKept() {
        DelayQuery query =
                parse(Map.of("exit", "gz-1", "method", "timestamp", "class", "fallback"));

        assertEquals(Optional.of("gz-1"), query.exit());
        assertEquals(Optional.of(Method.TIMESTAMP), query.method());
        assertEquals(Optional.of(QualityClass.FALLBACK), query.qualityClass());
    }
}
