package org.beibu.analyzer.recommend;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.beibu.analyzer.recommend.pace.FlapPenalty;
import org.beibu.analyzer.recommend.pace.MoveBudget;
import org.beibu.analyzer.recommend.plan.Escape;
import org.beibu.analyzer.recommend.plan.Move;
import org.beibu.analyzer.recommend.plan.Pace;
import org.beibu.analyzer.recommend.plan.Picture;
import org.beibu.analyzer.recommend.plan.PlanResult;
import org.beibu.analyzer.recommend.plan.Planner;
import org.beibu.analyzer.recommend.plan.PrefixGroup;
import org.beibu.analyzer.recommend.plan.Refusal;
import org.beibu.analyzer.recommend.prove.FalseDiscovery;
import org.beibu.analyzer.recommend.prove.PairTest;
import org.beibu.analyzer.recommend.prove.PairedBlock.Outcome;
import org.beibu.analyzer.recommend.prove.SignEvidence;

/**
 * Remembers the evidence of every pair and what moved when, and makes the plan of each tick. A plan
 * is a proposal: only {@link #moved} says that something has really moved.
 */
public final class Recommender {
    /** An exit is not proposed again for so many minutes after a move there was taken back. */
    public static final int EMBARGO_MINUTES = 1_440;

    private final RecommendSettings settings;
    private final Planner planner;
    private final MoveBudget moves;
    private final MoveBudget reliefs;
    private final SortedMap<PairKey, PairTest> tests = new TreeMap<>();
    private final Map<String, FlapPenalty> penalties = new HashMap<>();
    private final Map<PairKey, Long> embargoes = new HashMap<>();
    private long minute;
    private double logThreshold = Double.NEGATIVE_INFINITY;

    /**
     * One that knows nothing yet.
     *
     * @param nanoTime a monotonic clock that ends a plan that takes too long
     */
    public Recommender(RecommendSettings settings, LongSupplier nanoTime) {
        this.settings = settings;
        planner = new Planner(settings.limits(), settings.curve(), nanoTime);
        moves = new MoveBudget(settings.movesAnHour());
        reliefs = new MoveBudget(settings.reliefsAnHour());
    }

    /**
     * Adds a block of a pair that has ended. Other terms than before are a new test.
     *
     * @param endMinute minute in which the block ended
     */
    public void block(PairKey pair, PairTest.Terms terms, Outcome outcome, long endMinute) {
        PairTest test = tests.get(pair);
        if (test == null || !test.terms().equals(terms)) {
            test = new PairTest(terms, endMinute - terms.blockMinutes());
            tests.put(pair, test);
        }
        test.add(outcome, endMinute);
    }

    /** What the blocks of a pair say so far. */
    public SignEvidence evidence(PairKey pair) {
        PairTest test = tests.get(pair);
        return test == null ? SignEvidence.NONE : test.evidence();
    }

    /** The running test of a pair, empty when there is none. */
    public Optional<PairTest> test(PairKey pair) {
        return Optional.ofNullable(tests.get(pair));
    }

    /** The e-value that an exit of this group needs. */
    public double needed(PrefixGroup group) {
        return settings.evidence() * Math.max(1, group.alternatives().size() - 1);
    }

    /** The plan for this picture; pictures come in the order of time. */
    public PlanResult tick(Picture picture) {
        minute = picture.minute();
        embargoes.values().removeIf(until -> until <= minute);
        logThreshold = threshold(picture);
        return planner.plan(picture, this::isProved, new Paces());
    }

    /**
     * Where a group goes that must leave its exit at once; a step of delay keeps to hold-down and
     * damping, loss does not.
     */
    public Optional<Move> escape(
            Picture picture, PrefixGroup group, Set<String> well, Move.Reason reason) {
        minute = Math.max(minute, picture.minute());
        Paces paces = new Paces();
        if (reason == Move.Reason.STEP && paces.refusal(group, "").isPresent()) {
            return Optional.empty();
        }
        return new Escape(settings.limits(), settings.curve())
                .of(picture, group, well, reason, paces);
    }

    private double threshold(Picture picture) {
        if (settings.falseDiscovery() == 0) {
            return Double.NEGATIVE_INFINITY;
        }
        double[] live =
                tests.entrySet().stream()
                        .filter(test -> isLive(picture, test.getKey()))
                        .mapToDouble(test -> test.getValue().evidence().logValue())
                        .toArray();
        return FalseDiscovery.logThreshold(live, settings.falseDiscovery());
    }

    private static boolean isLive(Picture picture, PairKey pair) {
        PrefixGroup group = picture.group(pair.group());
        return group != null
                && !group.current().equals(pair.exit())
                && group.through(pair.exit()) != null;
    }

    private boolean isProved(PrefixGroup group, String exit) {
        SignEvidence evidence = evidence(new PairKey(group.id(), exit));
        return evidence.reaches(needed(group)) && evidence.logValue() >= logThreshold;
    }

    /**
     * Says that a group has moved: its tests begin anew, hold-down and flap account run.
     *
     * @param when minute in which the routers confirmed it
     */
    public void moved(String group, long when) {
        tests.keySet().removeIf(pair -> pair.group().equals(group));
        penalties.merge(
                group, FlapPenalty.NONE.afterMove(when), (known, unused) -> known.afterMove(when));
    }

    /** Says that a move to this exit was taken back: it is not proposed again for a day. */
    public void takenBack(PairKey pair, long when) {
        embargoes.put(pair, when + EMBARGO_MINUTES);
    }

    /** Forgets groups that are no longer there. */
    public void retain(Picture picture) {
        tests.keySet().removeIf(pair -> picture.group(pair.group()) == null);
        penalties.keySet().removeIf(group -> picture.group(group) == null);
    }

    /** What the plan may ask. */
    private final class Paces implements Pace {
        @Override
        public Optional<Refusal> refusal(PrefixGroup group, String exit) {
            FlapPenalty penalty = penalties.getOrDefault(group.id(), FlapPenalty.NONE);
            if (penalty.isHeldDown(minute)) {
                return Optional.of(Refusal.HELD_DOWN);
            }
            return penalty.isSuppressed(minute) ? Optional.of(Refusal.FLAPPING) : Optional.empty();
        }

        @Override
        public boolean isEmbargoed(PrefixGroup group, String exit) {
            return embargoes.containsKey(new PairKey(group.id(), exit));
        }

        @Override
        public boolean spend() {
            return moves.spend(minute);
        }

        @Override
        public boolean spendRelief() {
            return reliefs.spend(minute);
        }
    }
}
