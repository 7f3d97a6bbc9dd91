package org.beibu.probe.trace;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.NanoClock;
import org.beibu.model.Address;
import org.beibu.probe.icmp.IcmpError;
import org.beibu.probe.stamp.Authenticator;
import org.beibu.probe.stamp.KeyRing;
import org.beibu.probe.stamp.PacketMode;
import org.beibu.probe.udp.Datagram;
import org.beibu.probe.udp.DepartureHandler;
import org.beibu.probe.udp.Destination;
import org.beibu.probe.udp.ErrorReport;
import org.beibu.probe.udp.UdpConfig;
import org.beibu.probe.udp.UdpLoop;
import org.beibu.probe.udp.UdpSocket;
import org.jspecify.annotations.Nullable;

/**
 * One trace with a socket and a thread of its own, for a person who asks. Its flow is no session's:
 * the source port is another, unless it is chosen, and so is the SSID. Where it is permitted ICMP
 * errors are heard whole too, for the TTL that they quote.
 *
 * <p>Start and close come from one thread; everything else belongs to that of the loop.
 */
public final class OnDemandTrace implements DepartureHandler, AutoCloseable {
    private static final Address ANY_IPV4 = Address.parse("0.0.0.0");
    private static final Address ANY_IPV6 = Address.parse("::");
    private static final long TURN_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final Config config;
    private final EpochNanoClock epochClock;
    private final NanoClock ticks;
    private final UdpLoop loop;
    private final UdpSocket socket;
    private final TraceProbes probes;
    private final TraceRun run;
    private final @Nullable UdpSocket errors;
    private final IcmpError error = new IcmpError();
    private final CountDownLatch ended = new CountDownLatch(1);

    /**
     * What to trace.
     *
     * @param to target, port, source address and traffic class; without a port by ICMP echo, else
     *     by STAMP
     * @param sourcePort the port that packets come from, with echo their identifier, 0 for any
     * @param mark their mark
     * @param keys with any, packets of STAMP are authenticated
     * @param limits how far
     */
    public record Config(
            Destination to, int sourcePort, int mark, KeyRing keys, TraceLimits limits) {
        /** Whether it goes by ICMP echo. */
        public boolean isEcho() {
            return to.port() == 0;
        }

        PacketMode mode() {
            return keys.isEmpty() ? PacketMode.OPEN : PacketMode.AUTHENTICATED;
        }
    }

    /**
     * Opens the socket.
     *
     * @throws IOException when it cannot be opened or steered
     */
    public OnDemandTrace(Config config, EpochNanoClock epochClock, NanoClock ticks)
            throws IOException {
        this.config = config;
        this.epochClock = epochClock;
        this.ticks = ticks;
        loop = UdpLoop.start("beibu-trace", epochClock);
        try {
            Address any = config.to().address().isIpv4() ? ANY_IPV4 : ANY_IPV6;
            UdpConfig udp =
                    UdpConfig.of(any, config.sourcePort()).withMark(config.mark()).withErrors();
            socket = config.isEcho() ? loop.openEcho(udp) : loop.open(udp);
            probes = config.isEcho() ? echoProbes() : stampProbes();
            run = new TraceRun(config.limits(), probes);
            errors = listenToErrors(any);
            loop.listen(socket, this::onReadable);
        } catch (IOException | RuntimeException e) {
            loop.close();
            throw e;
        }
    }

    private TraceProbes echoProbes() throws IOException {
        return new EchoProbes(socket, config.to(), new SecureRandom().nextLong());
    }

    private TraceProbes stampProbes() throws IOException {
        int ssid = StampProbes.SSID_BIT | new SecureRandom().nextInt(StampProbes.SSID_BIT);
        return new StampProbes(
                socket,
                new StampProbes.Format(config.to(), config.mode(), ssid, 0),
                new Authenticator(config.keys()),
                config.limits().mostPackets(),
                0);
    }

    /** Null where it is not permitted: then quoted TTLs are not known. */
    private @Nullable UdpSocket listenToErrors(Address any) {
        try {
            UdpSocket opened = loop.openErrors(any);
            loop.listen(opened, this::takeQuotes);
            return opened;
        } catch (IOException e) {
            return null;
        }
    }

    /** The port that its packets come from, with echo their identifier. */
    public int sourcePort() {
        return socket.localPort();
    }

    /** Makes the trace; some seconds. */
    public TraceResult trace() throws InterruptedException, IOException {
        loop.execute(this::turn);
        ended.await();
        return loop.await(run::result);
    }

    private void turn() {
        if (run.isFinished()) {
            return;
        }
        onReadable();
        loop.schedule(this::turn, TURN_NANOS);
    }

    private void onReadable() {
        socket.drain(this, this::replied);
        takeQuotes(); // the kernel queues an error here first, so it is there by now
        if (run.work(ticks.nanoTime(), epochClock.nanoTime())) {
            ended.countDown();
        }
    }

    private void takeQuotes() {
        UdpSocket open = errors;
        while (open != null && open.receive(this::quoted) > 0) {
            // until the kernel has none
        }
    }

    private int quoted(Datagram datagram) {
        int from = datagram.offset();
        boolean ipv4 = config.to().address().isIpv4();
        if (error.wrap(datagram.buffer(), from, from + datagram.length(), ipv4)) {
            probes.ofQuote(error).ifPresent(number -> run.quoted(number, error.ttl()));
        }
        return 0;
    }

    private int replied(Datagram datagram) {
        probes.ofReply(datagram).ifPresent(run::answered);
        return 0;
    }

    @Override
    public void onDeparture(long tag, long epochNanos) {
        run.departed((int) tag, epochNanos);
    }

    @Override
    public void onError(ErrorReport report) {
        probes.ofReport(report).ifPresent(run::answered);
    }

    @Override
    public void close() {
        loop.close();
    }
}
