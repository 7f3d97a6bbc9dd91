package org.beibu.analyzer.recommend.live;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.NanoClock;
import org.beibu.analyzer.live.LiveSnapshot;
import org.beibu.analyzer.recommend.RecommendConfig;
import org.beibu.analyzer.recommend.Recommender;
import org.beibu.analyzer.recommend.held.CandidateFeed;
import org.beibu.analyzer.recommend.held.Groups;
import org.beibu.analyzer.recommend.plan.Picture;
import org.beibu.analyzer.recommend.plan.PlanResult;
import org.beibu.analyzer.recommend.urgent.Alarm;
import org.beibu.analyzer.recommend.urgent.UrgentWatch;
import org.beibu.analyzer.store.SqliteDelayStore;
import org.beibu.analyzer.store.StoreException;
import org.beibu.model.Catalogue;
import org.beibu.runtime.counters.Counters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares the exits of every route minute by minute, plans once a minute, looks twice a second for
 * what is urgent, and issues every five seconds, or at once, what is recommended. What it issues
 * expires within a minute: when it hangs, when its data is old, or when it has ended, the router
 * adapter lets go by itself.
 *
 * <p>{@link #doWork} runs on a thread of its own; {@link #state} may be asked by any thread.
 */
public final class RecommendAgent implements Agent {
    /** How long an issue may be followed. */
    static final long LIFE_NANOS = TimeUnit.SECONDS.toNanos(60);

    private static final Logger LOG = LoggerFactory.getLogger(RecommendAgent.class);
    private static final long STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
    private static final long ISSUE_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long MINUTE_NANOS = TimeUnit.MINUTES.toNanos(1);

    /** A minute counts as whole so long after its end; as for service levels. */
    private static final long SETTLING_NANOS = TimeUnit.SECONDS.toNanos(20);

    private final MinuteSource source;
    private final Supplier<LiveSnapshot> live;
    private final MoveLedger ledger;
    private final Path file;
    private final NanoClock monotonic;
    private final EpochNanoClock clock;
    private final Counters counters;
    private final Recommender recommender;
    private final LiveEvidence evidence;
    private final OfferBook offers;
    private final Pictures pictures;
    private final UrgentWatch urgent;
    private final Standing standing;
    private final Issuer issuer;
    private volatile RecommendState state = RecommendState.NOTHING;
    private SortedMap<String, String> reasons = new TreeMap<>();
    private SortedMap<String, Double> prices = new TreeMap<>();
    private Picture picture = Picture.of(0, List.of(), List.of());
    private long nextMinute = Long.MIN_VALUE;
    private long nextStepNanos;
    private long nextIssueNanos;
    private long seenNanos;
    private boolean failing;

    /** Which clocks and counters are used. */
    public record Environment(NanoClock monotonic, EpochNanoClock clock, Counters counters) {}

    /** An agent that has compared nothing yet. */
    RecommendAgent(
            RecommendConfig config, Catalogue catalogue, Sources sources, Environment environment) {
        source = sources.minutes();
        live = sources.live();
        ledger = new MoveLedger(sources.data().resolve(MoveLedger.FILE_NAME));
        file = sources.data().resolve(RecommendState.FILE_NAME);
        monotonic = environment.monotonic();
        clock = environment.clock();
        counters = environment.counters();
        recommender = new Recommender(config.settings(), monotonic::nanoTime);
        evidence = new LiveEvidence(recommender);
        offers = new OfferBook(recommender, config.settings());
        issuer = new Issuer(config.method(), recommender, evidence);
        pictures = new Pictures(config.capacities(), evidence, offers);
        standing = new Standing(catalogue, config.candidates().map(CandidateFeed::new));
        urgent = new UrgentWatch(config.urgent(), config.method());
        nextStepNanos = monotonic.nanoTime();
        nextIssueNanos = nextStepNanos;
    }

    /**
     * The agent of an analyzer.
     *
     * @param store the store, opened for this agent's thread alone
     */
    public static RecommendAgent of(
            RecommendConfig config,
            Catalogue catalogue,
            SqliteDelayStore store,
            Supplier<LiveSnapshot> live,
            Kept kept) {
        return new RecommendAgent(
                config,
                catalogue,
                new Sources(
                        new StoredMinutes(store, store, store, config.method()), live, kept.data()),
                kept.environment());
    }

    /**
     * Where outcomes are kept, and the agent's surroundings.
     *
     * @param data the data directory
     */
    public record Kept(Path data, Environment environment) {}

    /**
     * Where figures come from and outcomes go.
     *
     * @param minutes the minutes of all paths
     * @param live what happens now
     * @param data the data directory, where outcomes are kept
     */
    record Sources(MinuteSource minutes, Supplier<LiveSnapshot> live, Path data) {}

    /** What is recommended now. */
    public RecommendState state() {
        return state;
    }

    @Override
    public int doWork() {
        long now = monotonic.nanoTime();
        if (now - nextStepNanos < 0) {
            return 0;
        }
        nextStepNanos = now + STEP_NANOS;
        try {
            standing.poll(now);
            int minutes = compare(now);
            boolean hasChanged = urgent(now);
            if (minutes > 0 || hasChanged || now - nextIssueNanos >= 0) {
                nextIssueNanos = now + ISSUE_NANOS;
                issue(now);
            }
            failing = false;
            return minutes;
        } catch (StoreException | IOException e) {
            counters.addShared(RecommendCounter.STORE_FAILURES, 1);
            if (!failing) {
                failing = true;
                LOG.warn("recommendations: {}; trying again", e.getMessage());
            }
            return 0;
        }
    }

    private int compare(long now) throws IOException {
        if (standing.complaint(now).isPresent()) {
            return 0; // what was missed is read when the router adapter answers again
        }
        long complete = Math.floorDiv(clock.nanoTime() - SETTLING_NANOS, MINUTE_NANOS);
        // The first day read only tells how long blocks must be; tests begin with the second.
        long testsFrom = complete - PathHistory.MINUTES;
        if (nextMinute == Long.MIN_VALUE) {
            nextMinute = testsFrom - PathHistory.MINUTES;
        }
        if (complete <= nextMinute) {
            return 0;
        }
        long from = Math.max(nextMinute, testsFrom - PathHistory.MINUTES);
        standing.carries(source.traffic(complete));
        Groups groups = standing.groups(now, offers.prefixes());
        source.forEach(
                from,
                complete,
                (minute, paths) ->
                        evidence.add(
                                minute,
                                paths,
                                minute < testsFrom ? List.of() : groups.byId().values()));
        nextMinute = complete;
        counters.addShared(RecommendCounter.MINUTES, complete - from);
        plan(complete, groups);
        return (int) (complete - from);
    }

    /** Looks at the live seconds; offers that cannot wait for blocks. */
    private boolean urgent(long now) throws IOException {
        LiveSnapshot snapshot = live.get();
        if (snapshot.epochNanos() == seenNanos || picture.groups().isEmpty()) {
            return false;
        }
        seenNanos = snapshot.epochNanos();
        Groups groups = standing.groups(now, offers.prefixes());
        offers.notice(groups, picture.minute());
        boolean hasChanged = false;
        for (Alarm alarm : urgent.look(groups.byId().values(), snapshot)) {
            List<OfferBook.Ended> ended = new ArrayList<>();
            if (offers.urgent(picture, groups, evidence, alarm, ended)) {
                LOG.info("urgent: {} must leave {}: {}", alarm.group(), alarm.exit(), alarm.kind());
                counters.addShared(RecommendCounter.URGENT, 1);
                hasChanged = true;
            }
            write(ended);
        }
        return hasChanged;
    }

    private void write(List<OfferBook.Ended> ended) throws IOException {
        counters.addShared(RecommendCounter.ENDED, ended.size());
        for (OfferBook.Ended one : ended) {
            LOG.info("recommendation {} ended: {}", one.offer().id(), one.why());
            ledger.add(one.offer(), one.why(), picture.minute());
        }
    }

    private void plan(long minute, Groups groups) throws IOException {
        picture = pictures.of(minute, groups, standing.traffic());
        List<OfferBook.Ended> ended = new ArrayList<>();
        int before = offers.all().size();
        PlanResult plan = offers.tick(picture, groups, evidence, ended);
        counters.addShared(
                RecommendCounter.MADE, Math.max(0, offers.all().size() - before + ended.size()));
        reasons = new TreeMap<>();
        plan.refusals().forEach((pair, refusal) -> reasons.put(pair, refusal.words()));
        groups.reasons()
                .forEach(
                        (route, why) -> {
                            if (evidence.routes().contains(route)) {
                                reasons.put(route, why);
                            }
                        });
        prices = new TreeMap<>(plan.allocation().prices());
        write(ended);
    }

    private void issue(long monotonicNow) throws IOException {
        long now = clock.nanoTime();
        LiveSnapshot snapshot = live.get();
        List<Recommendation> issued = new ArrayList<>();
        Optional<String> complaint = standing.complaint(monotonicNow);
        for (Offer offer : complaint.isPresent() ? List.<Offer>of() : offers.all()) {
            issuer.issue(offer, picture, snapshot, now).ifPresent(issued::add);
        }
        SortedMap<String, String> why = new TreeMap<>(reasons);
        complaint.ifPresent(
                words -> {
                    why.clear();
                    why.put(RecommendState.EVERYTHING, words);
                });
        state = new RecommendState(now, now + LIFE_NANOS, issued, why, prices);
        state.write(file);
    }

    @Override
    public String roleName() {
        return "beibu-recommend";
    }
}
