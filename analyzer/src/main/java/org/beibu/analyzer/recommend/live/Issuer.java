package org.beibu.analyzer.recommend.live;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.beibu.analyzer.live.LivePath;
import org.beibu.analyzer.live.LiveSnapshot;
import org.beibu.analyzer.recommend.PairKey;
import org.beibu.analyzer.recommend.Recommender;
import org.beibu.analyzer.recommend.plan.Move;
import org.beibu.analyzer.recommend.plan.Picture;
import org.beibu.analyzer.recommend.plan.PrefixGroup;
import org.beibu.analyzer.recommend.prove.QuantileSequence;
import org.beibu.model.Method;
import org.beibu.model.Metric;
import org.beibu.model.PathId;
import org.beibu.model.Prefix;

/** Turns an offer into a recommendation with the figures of now. */
final class Issuer {
    /** Without an answer for so long an exit's recommendation is not issued again. */
    private static final long SILENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

    /** The live view is made twice a second: answers cannot be seen closer together. */
    private static final long LIVE_MILLIS = 500;

    private static final double ALPHA = 0.05;
    private static final double NANOS_A_MILLISECOND = 1e6;

    private final Method method;
    private final Recommender recommender;
    private final LiveEvidence evidence;

    Issuer(Method method, Recommender recommender, LiveEvidence evidence) {
        this.method = method;
        this.recommender = recommender;
        this.evidence = evidence;
    }

    /** The recommendation now; empty while the exit does not answer. */
    Optional<Recommendation> issue(Offer offer, Picture picture, LiveSnapshot snapshot, long now) {
        List<Prefix> prefixes = offer.of().prefixes();
        Optional<Recommendation.Probes> probes = probes(offer, snapshot, now);
        Recommendation.Evidence figures =
                isYoungStep(offer, picture.minute())
                        ? SecondsEvidence.of(offer, method, snapshot)
                        : evidence(offer);
        PrefixGroup group = picture.group(offer.move().group());
        if (probes.isEmpty() || group == null) {
            return Optional.empty();
        }
        double all = picture.groups().stream().mapToDouble(PrefixGroup::gbit).sum();
        return Optional.of(
                new Recommendation(
                        offer.id(),
                        offer.of().route(),
                        prefixes,
                        offer.move().from(),
                        offer.move().to(),
                        figures,
                        all > 0 ? Math.min(1, group.gbit() / all) : 0,
                        probes.get(),
                        Words.of(
                                offer,
                                prefixes.size(),
                                recommender.evidence(new PairKey(group.id(), offer.move().to())))));
    }

    /**
     * Until the minutes of the figures all lie after the step they say what was before it: the
     * adapter would take the move back for them.
     */
    private static boolean isYoungStep(Offer offer, long minute) {
        return offer.move().reason() == Move.Reason.STEP
                && minute - offer.sinceMinute() <= minutes(offer);
    }

    private static int minutes(Offer offer) {
        return Math.max(LiveEvidence.FIGURE_MINUTES, offer.proof().blockMinutes());
    }

    private Optional<Recommendation.Probes> probes(Offer offer, LiveSnapshot snapshot, long now) {
        String route = offer.of().route();
        int answering = 0;
        LivePath watched = null;
        for (LivePath path : snapshot.paths()) {
            boolean isProbed =
                    path.series().path().routeId().equals(route)
                            && path.series().method() == method
                            && path.series().metric() == Metric.FAR_ROUND_TRIP;
            if (isProbed && now - path.lastSampleNanos() <= SILENCE_NANOS) {
                answering++;
                if (path.series().path().exit().equals(offer.move().to()) && path.count() > 0) {
                    watched = path;
                }
            }
        }
        if (watched == null) {
            return Optional.empty();
        }
        long interval = watched.windowNanos() / watched.count() / 1_000_000;
        int configured = Math.max(answering, evidence.exits(route).size());
        return Optional.of(
                new Recommendation.Probes(
                        watched.lastSampleNanos(),
                        Math.max(LIVE_MILLIS, interval),
                        answering,
                        configured));
    }

    private Recommendation.Evidence evidence(Offer offer) {
        int minutes = minutes(offer);
        PathMinute from = lately(offer.path(offer.move().from()), minutes);
        PathMinute to = lately(offer.path(offer.move().to()), minutes);
        Optional<QuantileSequence.Interval> gain =
                interval(from).flatMap(a -> interval(to).map(a::less));
        double point = from.percentile(50) - to.percentile(50);
        return new Recommendation.Evidence(
                reason(offer.move().reason()),
                method.toString(),
                Math.min(from.histogram().count(), to.histogram().count()),
                60L * minutes,
                nanos(from.percentile(50)),
                nanos(to.percentile(50)),
                nanos(gain.map(QuantileSequence.Interval::low).orElse(Math.min(point, 0))),
                nanos(gain.map(QuantileSequence.Interval::high).orElse(Math.max(point, 0))),
                Math.max(orNone(from.loss()), offer.proof().loss()),
                orNone(to.loss()));
    }

    private static String reason(Move.Reason reason) {
        return switch (reason) {
            case GAIN, STEP -> "latency";
            case RELIEF -> "capacity";
            case LOSS -> "loss";
        };
    }

    private PathMinute lately(PathId path, int minutes) {
        PathMinute lately = evidence.lately(path, minutes);
        return lately == null ? PathMinute.nothing() : lately;
    }

    private static Optional<QuantileSequence.Interval> interval(PathMinute minutes) {
        return QuantileSequence.of(
                minutes.histogram().count(),
                share -> minutes.percentile(100 * share),
                0.5,
                ALPHA / 2);
    }

    private static long nanos(double milliseconds) {
        return Double.isNaN(milliseconds) ? 0 : Math.round(milliseconds * NANOS_A_MILLISECOND);
    }

    private static double orNone(double share) {
        return Double.isNaN(share) ? 0 : share;
    }
}
