package org.beibu.router.recommendation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.beibu.model.Prefix;

/** Recommendations for tests: a good one, and the same with one thing changed. */
public record Offers(Recommendation good) {
    /** The good one: 20 ms faster by exit-b, issued now. */
    public static Offers at(Instant now) {
        return new Offers(
                new Recommendation(
                        "r-1",
                        now,
                        now.plusSeconds(600),
                        new Move(
                                "SG-SIN",
                                List.of(Prefix.parse("203.0.113.0/24")),
                                "exit-a",
                                "exit-b"),
                        new Evidence(
                                Evidence.Reason.LATENCY,
                                "stamp",
                                1_200,
                                Duration.ofMinutes(10),
                                new Evidence.Delays(60_000_000, 40_000_000, 18_000_000, 22_000_000),
                                new Evidence.Loss(0, 0)),
                        0.02,
                        new Probes(now.minusMillis(500), Duration.ofSeconds(1), 5, 6),
                        Optional.empty()));
    }

    /** Under another id. */
    public Offers id(String id) {
        return new Offers(
                new Recommendation(
                        id,
                        good.issued(),
                        good.expires(),
                        good.move(),
                        good.evidence(),
                        good.trafficShare(),
                        good.probes(),
                        good.mode()));
    }

    /** Issued and expiring at other times. */
    public Offers times(Instant issued, Instant expires) {
        Duration gap = Duration.between(good.probes().last(), good.issued());
        return new Offers(
                new Recommendation(
                        good.id(),
                        issued,
                        expires,
                        good.move(),
                        good.evidence(),
                        good.trafficShare(),
                        new Probes(
                                issued.minus(gap),
                                good.probes().interval(),
                                good.probes().answering(),
                                good.probes().configured()),
                        good.mode()));
    }

    /** Of these prefixes. */
    public Offers prefixes(String... prefixes) {
        return move(
                new Move(
                        good.move().routeId(),
                        List.of(prefixes).stream().map(Prefix::parse).toList(),
                        good.move().fromExit(),
                        good.move().toExit()));
    }

    /** To another exit. */
    public Offers to(String from, String to) {
        return move(new Move(good.move().routeId(), good.move().prefixes(), from, to));
    }

    /** With another move. */
    public Offers move(Move move) {
        return new Offers(
                new Recommendation(
                        good.id(),
                        good.issued(),
                        good.expires(),
                        move,
                        good.evidence(),
                        good.trafficShare(),
                        good.probes(),
                        good.mode()));
    }

    /** With other evidence. */
    public Offers evidence(Evidence evidence) {
        return new Offers(
                new Recommendation(
                        good.id(),
                        good.issued(),
                        good.expires(),
                        good.move(),
                        evidence,
                        good.trafficShare(),
                        good.probes(),
                        good.mode()));
    }

    /** With other delays, milliseconds; the interval of the gain is half a millisecond around. */
    public Offers delays(double fromMillis, double toMillis) {
        return delays(fromMillis, toMillis, 0.5);
    }

    /** With other delays and an interval of the gain that is so much around, milliseconds. */
    public Offers delays(double fromMillis, double toMillis, double aroundMillis) {
        long around = (long) (aroundMillis * 1e6);
        long from = (long) (fromMillis * 1e6);
        long to = (long) (toMillis * 1e6);
        Evidence before = good.evidence();
        return evidence(
                new Evidence(
                        before.reason(),
                        before.method(),
                        before.count(),
                        before.window(),
                        new Evidence.Delays(from, to, from - to - around, from - to + around),
                        before.loss()));
    }

    /** For another reason, with these losses. */
    public Offers reason(Evidence.Reason reason, double lossFrom, double lossTo) {
        Evidence before = good.evidence();
        return evidence(
                new Evidence(
                        reason,
                        before.method(),
                        before.count(),
                        before.window(),
                        before.delays(),
                        new Evidence.Loss(lossFrom, lossTo)));
    }

    /** Out of so many delays. */
    public Offers count(long count) {
        Evidence before = good.evidence();
        return evidence(
                new Evidence(
                        before.reason(),
                        before.method(),
                        count,
                        before.window(),
                        before.delays(),
                        before.loss()));
    }

    /** Moving this share of the traffic. */
    public Offers share(double share) {
        return new Offers(
                new Recommendation(
                        good.id(),
                        good.issued(),
                        good.expires(),
                        good.move(),
                        good.evidence(),
                        share,
                        good.probes(),
                        good.mode()));
    }

    /** Watched like this. */
    public Offers probes(Probes probes) {
        return new Offers(
                new Recommendation(
                        good.id(),
                        good.issued(),
                        good.expires(),
                        good.move(),
                        good.evidence(),
                        good.trafficShare(),
                        probes,
                        good.mode()));
    }

    /** With this hint. */
    public Offers mode(Mode mode) {
        return new Offers(
                new Recommendation(
                        good.id(),
                        good.issued(),
                        good.expires(),
                        good.move(),
                        good.evidence(),
                        good.trafficShare(),
                        good.probes(),
                        Optional.of(mode)));
    }

    /** Issued again at this time, with fresh probes. */
    public Offers again(Instant now) {
        return times(now, now.plusSeconds(600));
    }
}
