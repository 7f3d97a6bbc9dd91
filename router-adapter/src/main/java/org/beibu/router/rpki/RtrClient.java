package org.beibu.router.rpki;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.NanoClock;
import org.beibu.runtime.counters.Counters;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a table of validated ROA payloads in step with an RTR cache over plain TCP (RFC 8210, and
 * version 0 of RFC 6810 with older caches). A lost connection leaves the table in force until it
 * expires; then it is empty.
 *
 * <p>Assumes that one agent's thread calls {@link #doWork}; guarantees that it never blocks and
 * that {@link #table} may be asked by any thread.
 */
public final class RtrClient implements Agent {
    private static final Logger LOG = LoggerFactory.getLogger(RtrClient.class);

    private static final long REFRESH_SECONDS = 3_600;
    private static final long RETRY_SECONDS = 600;
    private static final long EXPIRE_SECONDS = 7_200;

    /** How long a first connection and a lost one wait for the next try. */
    private static final long RECONNECT_NANOS = TimeUnit.SECONDS.toNanos(10);

    /** A cache that says nothing at all for this long after a question is given up. */
    private static final long SILENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

    private static final int MOST_WAITING = 16;

    private final InetSocketAddress cache;
    private final NanoClock clock;
    private final Counters counters;
    private final RtrSession session = new RtrSession();
    private final ByteBuffer incoming = ByteBuffer.allocate(2 * RtrPdu.LONGEST);
    private final Deque<ByteBuffer> outgoing = new ArrayDeque<>();

    private volatile VrpTable table = VrpTable.EMPTY;
    private @Nullable SocketChannel channel;
    private long nextNanos;
    private long heardNanos;
    private long expiresNanos;
    private boolean waiting;
    private boolean failing;

    /** A client of this cache; opens nothing yet. */
    public RtrClient(InetSocketAddress cache, NanoClock clock, Counters counters) {
        this.cache = cache;
        this.clock = clock;
        this.counters = counters;
        this.nextNanos = clock.nanoTime();
    }

    /** The table of the latest whole answer; empty before it and after its expiry. */
    public VrpTable table() {
        return table;
    }

    /** Connects, reads, writes and asks again as far as that goes without waiting. */
    @Override
    public int doWork() {
        long now = clock.nanoTime();
        if (table.size() > 0 && now - expiresNanos >= 0) {
            table = VrpTable.EMPTY;
            session.forget();
            counters.increment(RtrCounter.RTR_EXPIRED);
            LOG.warn("rtr: {}: silent too long, its table is dropped", cache);
        }
        try {
            return work(now);
        } catch (RtrFaultException e) {
            fault(e, now);
        } catch (IOException e) {
            if (!failing) {
                LOG.warn("rtr: {}: {}: trying again, without a word", cache, e.toString());
            }
            failing = true;
            disconnect(now + RECONNECT_NANOS);
        }
        return 1;
    }

    private int work(long now) throws IOException, RtrFaultException {
        SocketChannel open = channel;
        if (open == null) {
            return connect(now);
        }
        if (!open.isConnected()) {
            if (!open.finishConnect()) {
                return silent(now);
            }
            counters.increment(RtrCounter.RTR_CONNECTED);
            send(session.connected(), now);
        } else if (!waiting && now - nextNanos >= 0) {
            send(session.query(), now);
        }
        return write(open) + read(open, now) + silent(now);
    }

    private int connect(long now) throws IOException {
        if (now - nextNanos < 0) {
            return 0;
        }
        SocketChannel open = SocketChannel.open();
        channel = open;
        heardNanos = now;
        waiting = true;
        open.configureBlocking(false);
        open.connect(cache);
        return 1;
    }

    private void send(RtrPdu pdu, long now) throws IOException {
        if (outgoing.size() >= MOST_WAITING) {
            throw new IOException("it does not read");
        }
        outgoing.add(ByteBuffer.wrap(RtrPdu.encode(session.version(), pdu)));
        if (!waiting) {
            heardNanos = now;
        }
        waiting = true;
    }

    private int write(SocketChannel open) throws IOException {
        int written = 0;
        ByteBuffer first = outgoing.peek();
        while (first != null) {
            written += open.write(first);
            if (first.hasRemaining()) {
                return written;
            }
            outgoing.remove();
            first = outgoing.peek();
        }
        return written;
    }

    private int read(SocketChannel open, long now) throws IOException, RtrFaultException {
        int read = open.read(incoming);
        if (read < 0) {
            throw new IOException("closed by the cache");
        }
        if (read == 0) {
            return 0;
        }
        heardNanos = now;
        incoming.flip();
        try {
            RtrPdu.Versioned pdu = RtrPdu.take(incoming);
            while (pdu != null) {
                List<RtrPdu> answers = session.receive(pdu);
                for (RtrPdu answer : answers) {
                    send(answer, now);
                }
                session.takeTable().ifPresent(whole -> take(whole, now));
                pdu = RtrPdu.take(incoming);
            }
        } finally {
            incoming.compact();
        }
        return read;
    }

    private void take(VrpTable whole, long now) {
        RtrPdu.EndOfData timers = session.timers();
        table = whole;
        waiting = false;
        failing = false;
        nextNanos = now + seconds(timers.refresh(), REFRESH_SECONDS, 86_400);
        expiresNanos = now + seconds(timers.expire(), EXPIRE_SECONDS, 172_800);
        counters.increment(RtrCounter.RTR_TABLES);
    }

    private static long seconds(long asked, long otherwise, long most) {
        return TimeUnit.SECONDS.toNanos(asked == 0 ? otherwise : Math.min(asked, most));
    }

    private int silent(long now) throws IOException {
        if (waiting && now - heardNanos >= SILENCE_NANOS) {
            throw new IOException("no answer");
        }
        return 0;
    }

    private void fault(RtrFaultException fault, long now) {
        counters.increment(RtrCounter.RTR_FAULTS);
        LOG.warn("rtr: {}: {} (code {})", cache, fault.getMessage(), fault.code());
        if (fault.code() == RtrFaultException.VERSION && session.lowerVersion()) {
            disconnect(now);
        } else if (fault.code() == RtrFaultException.NO_DATA) {
            disconnect(now + seconds(session.timers().retry(), RETRY_SECONDS / 10, 7_200));
        } else {
            report(fault);
            disconnect(now + RECONNECT_NANOS);
        }
    }

    /** Tells the cache what was wrong, as far as the socket takes it at once. */
    private void report(RtrFaultException fault) {
        SocketChannel open = channel;
        String text = String.valueOf(fault.getMessage());
        if (open == null || !open.isConnected() || text.startsWith("the cache says")) {
            return;
        }
        try {
            outgoing.add(
                    ByteBuffer.wrap(
                            RtrPdu.encode(
                                    session.version(),
                                    new RtrPdu.ErrorReport(fault.code(), text))));
            write(open);
        } catch (IOException e) {
            LOG.debug("rtr: {}: the Error Report was not taken: {}", cache, e.toString());
        }
    }

    private void disconnect(long again) {
        SocketChannel open = channel;
        channel = null;
        outgoing.clear();
        incoming.clear();
        waiting = false;
        nextNanos = again;
        if (open != null) {
            counters.increment(RtrCounter.RTR_DISCONNECTED);
            try {
                open.close();
            } catch (IOException e) {
                LOG.debug("rtr: {}: close: {}", cache, e.toString());
            }
        }
    }

    @Override
    public void onClose() {
        disconnect(clock.nanoTime());
    }

    @Override
    public String roleName() {
        return "rtr";
    }
}
