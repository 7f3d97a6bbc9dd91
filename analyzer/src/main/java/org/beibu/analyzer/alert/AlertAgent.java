package org.beibu.analyzer.alert;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.NanoClock;
import org.beibu.analyzer.events.PathEvent;
import org.beibu.analyzer.live.LiveView;
import org.beibu.analyzer.slo.SloView;
import org.beibu.runtime.counters.Counters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks once a second for what needs a person, keeps the book of alerts and hands each turn to the
 * outbox of every receiver. It waits for nobody. The state is written when something turned or a
 * receiver was told, so that a restart goes on without telling anybody twice; what was told in the
 * last second before a kill may be told again, under the same id.
 */
public final class AlertAgent implements Agent {
    private static final Logger LOG = LoggerFactory.getLogger(AlertAgent.class);

    private static final long STEP_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long STORE_FAILING_NANOS = TimeUnit.SECONDS.toNanos(45);

    private final Sources sources;
    private final AlertRules rules;
    private final Maintenance maintenance;
    private final Path stateFile;
    private final Environment environment;
    private final AlertBook book;
    private final List<Outbox> outboxes;
    private volatile AlertsState state;
    private long nextStepNanos;
    private long commitFailures;
    private long commitFailedNanos;
    private boolean everFailed;
    private long refused;
    private String written = "";
    private boolean stateFailing;

    /** Which clocks and counters are used. */
    public record Environment(NanoClock monotonic, EpochNanoClock clock, Counters counters) {}

    /**
     * What is looked at.
     *
     * @param levels the newest service levels
     * @param live the newest live figures
     * @param events what happened to paths lately
     * @param journal a directory on the journal's file system
     * @param commitFailures how many commits the store has refused
     */
    public record Sources(
            Supplier<Optional<SloView>> levels,
            LiveView live,
            Supplier<List<PathEvent>> events,
            Path journal,
            LongSupplier commitFailures) {}

    AlertAgent(
            Sources sources,
            AlertRules rules,
            AlertBook book,
            Alerts.Keeping keeping,
            Environment environment) {
        this.sources = sources;
        this.rules = rules;
        this.book = book;
        this.maintenance = keeping.maintenance();
        this.stateFile = keeping.stateFile();
        this.outboxes = keeping.outboxes();
        this.environment = environment;
        this.nextStepNanos = environment.monotonic().nanoTime();
        this.commitFailures = sources.commitFailures().getAsLong();
        this.state = new AlertsState(0, List.of(), List.of(), List.of());
    }

    /** All alerts as of the last second. */
    public AlertsState state() {
        return state;
    }

    /** Takes up what an earlier run left; before the start. */
    void restore() {
        try {
            Optional<AlertsState> left = AlertsState.read(stateFile);
            left.ifPresent(
                    state -> {
                        book.restore(state.alerts());
                        for (Outbox outbox : outboxes) {
                            String name = outbox.status().receiver();
                            state.receivers().stream()
                                    .filter(status -> status.receiver().equals(name))
                                    .findFirst()
                                    .ifPresent(outbox::restore);
                        }
                    });
        } catch (IOException e) {
            LOG.warn("alerts begin anew, their state cannot be read: {}", e.toString());
        }
    }

    @Override
    public int doWork() {
        long now = environment.monotonic().nanoTime();
        if (now - nextStepNanos < 0) {
            return 0;
        }
        nextStepNanos = now + STEP_NANOS;
        maintenance.refresh();
        Observation seen = observe(now);
        long wall = seen.nowNanos();
        List<Alert> turned =
                book.update(
                        rules.conditions(seen), alert -> AlertRules.isUnknown(alert, seen), wall);
        turned.forEach(this::count);
        List<Alert> all = book.all();
        for (Outbox outbox : outboxes) {
            int dropped = outbox.update(all, alert -> maintenance.isSilenced(alert, wall), wall);
            environment.counters().addShared(AlertCounter.DROPPED, dropped);
        }
        environment.counters().addShared(AlertCounter.CONDITIONS_REFUSED, book.refused() - refused);
        refused = book.refused();
        publish(wall, all);
        return turned.size();
    }

    private Observation observe(long now) {
        long failures = sources.commitFailures().getAsLong();
        if (failures != commitFailures) {
            commitFailures = failures;
            commitFailedNanos = now;
            everFailed = true;
        }
        return new Observation(
                environment.clock().nanoTime(),
                sources.levels().get(),
                sources.live().snapshot(),
                sources.events().get(),
                freeOctets(),
                everFailed && now - commitFailedNanos < STORE_FAILING_NANOS);
    }

    private OptionalLong freeOctets() {
        try {
            return OptionalLong.of(Files.getFileStore(sources.journal()).getUsableSpace());
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    private void count(Alert alert) {
        boolean fires = alert.state() == Alert.State.FIRING;
        environment.counters().addShared(fires ? AlertCounter.FIRED : AlertCounter.RESOLVED, 1);
        LOG.info("alert {}: {}: {}", alert.state(), alert.key(), alert.summary());
    }

    private void publish(long wall, List<Alert> all) {
        List<Outbox.Status> statuses = new ArrayList<>();
        StringBuilder turns = new StringBuilder();
        for (Outbox outbox : outboxes) {
            turns.append(outbox.version()).append(' ');
            statuses.add(outbox.status());
        }
        all.forEach(alert -> turns.append(alert.occurrence()).append('\n'));
        AlertsState newest = new AlertsState(wall, all, statuses, maintenance.windows());
        state = newest;
        if (!turns.toString().equals(written)) {
            write(newest, turns.toString());
        }
    }

    private void write(AlertsState newest, String turns) {
        try {
            MaintenanceFile.replace(stateFile, newest.json().getBytes(StandardCharsets.UTF_8));
            written = turns;
            stateFailing = false;
        } catch (IOException e) {
            environment.counters().addShared(AlertCounter.STATE_FAILURES, 1);
            if (!stateFailing) {
                stateFailing = true;
                LOG.warn("the state of alerts cannot be written: {}", e.toString());
            }
        }
    }

    /** Keeps what was told up to the end. */
    @Override
    public void onClose() {
        written = "";
        publish(environment.clock().nanoTime(), book.all());
    }

    @Override
    public String roleName() {
        return "beibu-alerts";
    }
}
