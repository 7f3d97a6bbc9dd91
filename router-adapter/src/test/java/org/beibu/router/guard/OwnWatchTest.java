package org.beibu.router.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.beibu.model.Address;
import org.beibu.model.Prefix;
import org.beibu.router.recommendation.Offers;
import org.junit.jupiter.api.Test;

/** The quorum where the adapter watches the probes itself. */
class OwnWatchTest {
    private static final Prefix PREFIX = Prefix.parse("203.0.113.0/24");

    private final FakeSituation situation = new FakeSituation();

    private String ask() {
        SteeredExit exit =
                new SteeredExit("exit-b", List.of("pe"), List.of(Address.parse("198.51.100.2")));
        Request request =
                new Request(
                        Offers.at(FakeSituation.NOW).good(),
                        new OverrideKey("pe", PREFIX),
                        exit,
                        new Support(false, List.of(), List.of(), Optional.empty()));
        return new ProbeQuorum(GuardConfig.defaults().probes())
                .check(request, situation)
                .toString();
    }

    @Test
    void whereNobodyWatchesTheRecommendationsWordCounts() {
        assertEquals("allowed", ask());
    }

    @Test
    void halfOfTheSessionsAreEnough() {
        situation.watched = Optional.of(new Watched(1, 2));

        assertEquals("allowed", ask());
    }

    @Test
    void lessThanHalfAreRefusedWhateverTheRecommendationSays() {
        situation.watched = Optional.of(new Watched(1, 3));

        assertEquals("quorum: 1 of 3 sessions answer now, by the adapter's own watch", ask());
    }

    @Test
    void anExitThatNoSessionGoesThroughIsRefused() {
        situation.watched = Optional.of(new Watched(0, 0));

        assertEquals("quorum: no session of a probe that the adapter hears of goes there", ask());
    }
}
