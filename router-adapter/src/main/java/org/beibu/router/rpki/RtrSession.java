package org.beibu.router.rpki;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The router's side of RTR without its sockets: PDUs in, PDUs out, and a new table at each End of
 * Data. What a response brings counts only when it is whole.
 *
 * <p>Owned by the thread of {@link RtrClient}.
 */
public final class RtrSession {
    /** Most payloads taken; today's RPKI has about 700,000. */
    private static final int MOST_PAYLOADS = 8_000_000;

    private int version = 1;
    private boolean versionAgreed;
    private int session = -1;
    private long serial;
    private Set<Vrp> known = new HashSet<>();
    private @Nullable Set<Vrp> coming;
    private @Nullable VrpTable finished;
    private RtrPdu.EndOfData timers = new RtrPdu.EndOfData(0, 0, 0, 0, 0);

    /** The protocol version that is spoken. */
    public int version() {
        return version;
    }

    /** A connection was made: what to ask first. */
    public RtrPdu connected() {
        coming = null;
        versionAgreed = false;
        return query();
    }

    /** It is time to ask again. */
    public RtrPdu query() {
        return session < 0 ? new RtrPdu.ResetQuery() : new RtrPdu.SerialQuery(session, serial);
    }

    /** Whether a response is under way. */
    public boolean isReceiving() {
        return coming != null;
    }

    /** The table of the last End of Data, once. */
    public Optional<VrpTable> takeTable() {
        Optional<VrpTable> taken = Optional.ofNullable(finished);
        finished = null;
        return taken;
    }

    /** The seconds that the cache asked for, 0 where it did not. */
    public RtrPdu.EndOfData timers() {
        return timers;
    }

    /** Everything is forgotten: the next question is for all. */
    public void forget() {
        session = -1;
        serial = 0;
        known = new HashSet<>();
        coming = null;
    }

    /** Older caches hang up at a version that they do not know; the next try is one lower. */
    public boolean lowerVersion() {
        boolean lower = version > 0;
        version = 0;
        forget();
        return lower;
    }

    /**
     * Takes in a PDU.
     *
     * @return what to send
     * @throws RtrFaultException when the session has to end; {@link #forget} has been called then
     */
    public List<RtrPdu> receive(RtrPdu.Versioned received) throws RtrFaultException {
        try {
            checkVersion(received);
            return receive(received.pdu());
        } catch (RtrFaultException e) {
            forget();
            throw e;
        }
    }

    /** The answer to the first question settles the version (RFC 8210 section 7). */
    private void checkVersion(RtrPdu.Versioned received) throws RtrFaultException {
        if (received.version() == version) {
            return;
        }
        boolean first = !versionAgreed && received.version() < version;
        if (!first && !(received.pdu() instanceof RtrPdu.ErrorReport)) {
            throw new RtrFaultException(
                    RtrFaultException.UNEXPECTED_VERSION,
                    "version " + received.version() + " in a session of " + version);
        }
        if (received.pdu() instanceof RtrPdu.CacheResponse) {
            version = received.version();
        }
    }

    private List<RtrPdu> receive(RtrPdu pdu) throws RtrFaultException {
        if (pdu instanceof RtrPdu.CacheResponse response) {
            begin(response);
        } else if (pdu instanceof RtrPdu.Payload payload) {
            take(payload);
        } else if (pdu instanceof RtrPdu.EndOfData end) {
            end(end);
        } else if (pdu instanceof RtrPdu.CacheReset) {
            forget();
            return List.of(query());
        } else if (pdu instanceof RtrPdu.SerialNotify notify) {
            // Before the version is agreed it is to be left alone (RFC 8210 section 7).
            boolean news = notify.session() != session || notify.serial() != serial;
            return versionAgreed && news && coming == null ? List.of(query()) : List.of();
        } else if (pdu instanceof RtrPdu.ErrorReport report) {
            throw new RtrFaultException(report.code(), "the cache says: " + report.text());
        } else if (!(pdu instanceof RtrPdu.Skipped)) {
            throw new RtrFaultException(RtrFaultException.TYPE, "a cache does not send " + pdu);
        }
        return List.of();
    }

    private void begin(RtrPdu.CacheResponse response) throws RtrFaultException {
        if (session >= 0 && response.session() != session) {
            throw new RtrFaultException(
                    RtrFaultException.CORRUPT,
                    "session " + response.session() + " answers for " + session);
        }
        versionAgreed = true;
        coming = session < 0 ? new HashSet<>() : new HashSet<>(known);
        session = response.session();
    }

    private void take(RtrPdu.Payload payload) throws RtrFaultException {
        Set<Vrp> open = coming;
        if (open == null) {
            throw new RtrFaultException(RtrFaultException.CORRUPT, "a payload nobody asked for");
        }
        if (payload.announced()) {
            if (!open.add(payload.payload())) {
                throw new RtrFaultException(
                        RtrFaultException.DUPLICATE, "announced twice: " + payload.payload());
            }
            if (open.size() > MOST_PAYLOADS) {
                throw new RtrFaultException(
                        RtrFaultException.CORRUPT, "more than " + MOST_PAYLOADS + " payloads");
            }
        } else if (!open.remove(payload.payload())) {
            throw new RtrFaultException(
                    RtrFaultException.UNKNOWN_WITHDRAWAL, "never announced: " + payload.payload());
        }
    }

    private void end(RtrPdu.EndOfData end) throws RtrFaultException {
        Set<Vrp> open = coming;
        if (open == null || end.session() != session) {
            throw new RtrFaultException(
                    RtrFaultException.CORRUPT, "End of Data that nothing came before");
        }
        known = open;
        coming = null;
        serial = end.serial();
        timers = end;
        finished = VrpTable.of(known);
    }
}
