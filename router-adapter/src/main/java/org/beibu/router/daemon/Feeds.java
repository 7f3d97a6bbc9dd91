package org.beibu.router.daemon;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.beibu.router.pulse.PulseCounter;
import org.beibu.router.pulse.PulseJson;
import org.beibu.router.pulse.PulseWatch;
import org.beibu.router.pulse.SessionPulse;
import org.beibu.router.recommendation.MalformedRecommendationException;
import org.beibu.router.recommendation.Recommendation;
import org.beibu.router.recommendation.RecommendationJson;
import org.beibu.router.steer.SteeringEvent;
import org.beibu.runtime.counters.Counters;

/**
 * What is asked of other daemons, each on a thread of its own, and handed to the steering thread:
 * the analyzer's recommendations, and how the probes' sessions do.
 */
final class Feeds implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration PULSE_PATIENCE = Duration.ofSeconds(1);

    private final List<Poller> pollers = new ArrayList<>();

    /** Wires them; asks nothing yet. */
    Feeds(
            RouterAdapterConfig.Sources sources,
            SteeringAgent agent,
            PulseWatch watch,
            Counters counters) {
        sources.recommendations()
                .ifPresent(
                        feed ->
                                pollers.add(
                                        new Poller(
                                                new Poller.Question(
                                                        "recommendations",
                                                        new Fixed(feed),
                                                        sources.interval(),
                                                        PATIENCE,
                                                        RouterCounter.FEED_READ,
                                                        RouterCounter.FEED_FAILURES),
                                                octets -> recommendations(agent, octets),
                                                counters)));
        for (PulseSource probe : sources.probes()) {
            pollers.add(
                    new Poller(
                            new Poller.Question(
                                    "probe",
                                    probe,
                                    sources.probesInterval(),
                                    PULSE_PATIENCE,
                                    PulseCounter.PULSES_READ,
                                    PulseCounter.PULSE_FAILURES),
                            octets -> pulse(agent, watch, probe.name(), octets),
                            counters));
        }
    }

    /** One address for ever. */
    private record Fixed(URI address) implements Poller.Where {
        @Override
        public String toString() {
            return address.toString();
        }
    }

    private static void recommendations(SteeringAgent agent, byte[] octets) throws IOException {
        List<Recommendation> list = read(octets);
        var unused =
                agent.ask(
                        (steering, now) -> {
                            steering.event(new SteeringEvent.FeedSeen(), now);
                            return steering.accept(list, now);
                        });
    }

    private static List<Recommendation> read(byte[] octets) throws IOException {
        try {
            return RecommendationJson.read(octets);
        } catch (MalformedRecommendationException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /** When steering has no room, the next pulse makes up for it. */
    private static void pulse(SteeringAgent agent, PulseWatch watch, String probe, byte[] octets)
            throws IOException {
        List<SessionPulse> pulses = PulseJson.read(octets);
        boolean unused = agent.submit(() -> agent.see(watch, probe, pulses));
    }

    /** Asks from now on. */
    void start() {
        pollers.forEach(Poller::start);
    }

    @Override
    public void close() {
        pollers.forEach(Poller::close);
    }
}
