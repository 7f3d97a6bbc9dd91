package org.beibu.router.steer;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import org.beibu.router.audit.AuditEvent;
import org.beibu.router.audit.AuditException;
import org.beibu.router.audit.AuditTrail;
import org.beibu.router.bgp.codec.BgpEncoder;
import org.beibu.router.bgp.codec.SessionFormat;
import org.beibu.router.bgp.message.UpdateMessage;
import org.beibu.router.guard.OverrideKey;
import org.beibu.runtime.counters.Counters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One way out: what stands on it, its pace, and where its messages go. There are two, alike in all
 * but the announcer: the active one and the one of shadow mode, which logs what it would have sent.
 *
 * <p>An announcement is written down before it is sent, and not sent when that fails; a withdrawal
 * is sent first.
 */
final class Lane {
    private static final Logger LOG = LoggerFactory.getLogger(Lane.class);

    private final boolean active;
    private final Announcer announcer;
    private final AuditTrail audit;
    private final Counters counters;
    private final StandingOverrides standing = new StandingOverrides();
    private final PaceLedger ledger = new PaceLedger();

    Lane(boolean active, Announcer announcer, AuditTrail audit, Counters counters) {
        this.active = active;
        this.announcer = announcer;
        this.audit = audit;
        this.counters = counters;
    }

    StandingOverrides standing() {
        return standing;
    }

    PaceLedger ledger() {
        return ledger;
    }

    /** Whether an override to this exit stands and is not to be ended. */
    boolean isStanding(OverrideKey key, String exit, long nanos) {
        return standing.get(key).filter(e -> e.override().exit().equals(exit)).isPresent()
                && ledger.held(key, nanos).isEmpty();
    }

    /** Announces these, each with the reason for it. */
    void announce(Collection<BgpOverride> overrides, Map<OverrideKey, String> why, Moment now) {
        for (Updates.Addressed message : Updates.announcing(overrides)) {
            if (write(message, why, now)) {
                announcer.send(message.router(), message.update());
                message.overrides().forEach(override -> announced(override, now));
            } else {
                message.overrides().forEach(o -> ledger.undo(o.key(), now.nanos()));
            }
        }
    }

    private boolean write(Updates.Addressed message, Map<OverrideKey, String> why, Moment now) {
        try {
            String octets = octets(message.update());
            for (BgpOverride override : message.overrides()) {
                audit.append(event(override, why.getOrDefault(override.key(), ""), octets, now));
                octets = withFirst(message);
            }
            return true;
        } catch (AuditException | IllegalArgumentException e) {
            counters.increment(SteeringCounter.STEERING_AUDIT_FAULTS);
            LOG.error("steering: not announced: {}", e.getMessage());
            return false;
        }
    }

    private AuditEvent event(BgpOverride override, String why, String octets, Moment now) {
        String before =
                standing.get(override.key())
                        .map(entry -> entry.override().summary())
                        .orElse("the router's own choice");
        return new AuditEvent(
                now.wall(),
                AuditEvent.STEERING,
                active ? AuditEvent.Action.ANNOUNCED : AuditEvent.Action.WOULD_ANNOUNCE,
                subject(override),
                why,
                new AuditEvent.Change(before, override.summary(), octets));
    }

    private void announced(BgpOverride override, Moment now) {
        boolean refreshed =
                standing.get(override.key())
                        .filter(entry -> entry.override().exit().equals(override.exit()))
                        .isPresent();
        standing.put(override, now.nanos());
        if (!active) {
            counters.increment(SteeringCounter.STEERING_WOULD_ANNOUNCE);
        } else {
            counters.increment(
                    refreshed
                            ? SteeringCounter.STEERING_REFRESHED
                            : SteeringCounter.STEERING_ANNOUNCED);
        }
    }

    /** Withdraws these, each with the reason for it, and says which. */
    List<OverrideKey> withdraw(Map<OverrideKey, String> why, Moment now) {
        Map<OverrideKey, BgpOverride> gone = new TreeMap<>();
        for (OverrideKey key : why.keySet()) {
            standing.get(key).ifPresent(entry -> gone.put(key, entry.override()));
        }
        List<Updates.Addressed> messages = Updates.withdrawing(gone.values());
        messages.forEach(message -> announcer.send(message.router(), message.update()));
        for (BgpOverride override : gone.values()) {
            standing.remove(override.key());
            ledger.changed(override.key(), override.recommendation(), 0, now.nanos());
            if (active) {
                counters.increment(SteeringCounter.STEERING_WITHDRAWN);
            }
        }
        messages.forEach(message -> writeWithdrawal(message, why, now));
        return new ArrayList<>(gone.keySet());
    }

    private void writeWithdrawal(
            Updates.Addressed message, Map<OverrideKey, String> why, Moment now) {
        String octets = sentOctets(message.update());
        for (BgpOverride override : message.overrides()) {
            append(
                    new AuditEvent(
                            now.wall(),
                            AuditEvent.STEERING,
                            active ? AuditEvent.Action.WITHDRAWN : AuditEvent.Action.WOULD_WITHDRAW,
                            subject(override),
                            why.getOrDefault(override.key(), ""),
                            new AuditEvent.Change(
                                    override.summary(), "the router's own choice", octets)));
            octets = withFirst(message);
        }
    }

    /** Writes down what cannot be held up by a log that fails. */
    void append(AuditEvent event) {
        try {
            audit.append(event);
        } catch (AuditException e) {
            counters.increment(SteeringCounter.STEERING_AUDIT_FAULTS);
            LOG.error("steering: {}", e.getMessage());
        }
    }

    /** The session is gone, and with it what the router knew. */
    void forget(String router) {
        for (StandingOverrides.Entry entry : standing.all()) {
            if (entry.override().key().router().equals(router)) {
                standing.remove(entry.override().key());
            }
        }
    }

    private static AuditEvent.Subject subject(BgpOverride override) {
        return new AuditEvent.Subject(
                override.recommendation(),
                override.key().router(),
                override.key().prefix().toString());
    }

    /** The octets of a message stand in the entry of its first prefix: they are thousands. */
    private static String withFirst(Updates.Addressed message) {
        return "in the message of " + message.overrides().get(0).key().prefix();
    }

    /** Octets of what has been sent already, which nothing may hold up any more. */
    private static String sentOctets(UpdateMessage update) {
        try {
            return octets(update);
        } catch (IllegalArgumentException e) {
            return "not encoded: " + e.getMessage();
        }
    }

    /** As they go over a session with four-octet AS numbers. */
    private static String octets(UpdateMessage update) {
        StringJoiner text = new StringJoiner(" ");
        for (byte[] message : BgpEncoder.encode(update, SessionFormat.FOUR_OCTET_AS)) {
            text.add(HexFormat.of().formatHex(message));
        }
        return text.toString();
    }
}
