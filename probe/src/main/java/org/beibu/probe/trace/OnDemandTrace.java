package org.beibu.probe.trace;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.NanoClock;
import org.beibu.model.Address;
import org.beibu.probe.stamp.Authenticator;
import org.beibu.probe.stamp.KeyRing;
import org.beibu.probe.stamp.PacketMode;
import org.beibu.probe.stamp.ReflectorPacket;
import org.beibu.probe.udp.Datagram;
import org.beibu.probe.udp.DepartureHandler;
import org.beibu.probe.udp.Destination;
import org.beibu.probe.udp.ErrorReport;
import org.beibu.probe.udp.UdpConfig;
import org.beibu.probe.udp.UdpLoop;
import org.beibu.probe.udp.UdpSocket;

/**
 * One trace with a socket and a thread of its own, for a person who asks. Its flow is no session's:
 * the source port is another, unless it is chosen.
 *
 * <p>Start and close come from one thread; everything else belongs to that of the loop.
 */
public final class OnDemandTrace implements DepartureHandler, AutoCloseable {
    private static final Address ANY_IPV4 = Address.parse("0.0.0.0");
    private static final Address ANY_IPV6 = Address.parse("::");
    private static final long TURN_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final int HIGHEST_SSID = 0xffff;

    private final Config config;
    private final EpochNanoClock epochClock;
    private final NanoClock ticks;
    private final UdpLoop loop;
    private final UdpSocket socket;
    private final StampProbes probes;
    private final TraceRun run;
    private final ReflectorPacket packet = new ReflectorPacket();
    private final CountDownLatch ended = new CountDownLatch(1);

    /**
     * What to trace.
     *
     * @param to target, port, source address and traffic class
     * @param sourcePort the port that packets come from, 0 for any
     * @param mark their mark
     * @param keys with any, packets are authenticated
     * @param limits how far
     */
    public record Config(
            Destination to, int sourcePort, int mark, KeyRing keys, TraceLimits limits) {
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
            socket =
                    loop.open(
                            UdpConfig.of(any, config.sourcePort())
                                    .withMark(config.mark())
                                    .withErrors());
            probes =
                    new StampProbes(
                            socket,
                            new StampProbes.Format(
                                    config.to(),
                                    config.mode(),
                                    1 + new SecureRandom().nextInt(HIGHEST_SSID),
                                    0),
                            new Authenticator(config.keys()),
                            config.limits().mostPackets(),
                            0);
            run = new TraceRun(config.limits(), probes);
            loop.listen(socket, this::onReadable);
        } catch (IOException | RuntimeException e) {
            loop.close();
            throw e;
        }
    }

    /** The port that its packets come from. */
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
        while (socket.departures(this) > 0) {
            // all of them
        }
        while (socket.receive(this::replied) > 0) {
            // until the kernel has none
        }
        if (run.work(ticks.nanoTime(), epochClock.nanoTime())) {
            ended.countDown();
        }
    }

    private int replied(Datagram datagram) {
        boolean own =
                packet.wrap(datagram.buffer(), datagram.offset(), datagram.length(), config.mode())
                        && probes.isTarget(
                                datagram.sourceHigh(), datagram.sourceLow(), datagram.sourcePort())
                        && probes.expects(packet.senderSequenceNumber(), packet.senderTimestamp());
        if (own) {
            run.answered(StampProbes.ofReply(packet.senderSequenceNumber(), datagram));
        }
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
