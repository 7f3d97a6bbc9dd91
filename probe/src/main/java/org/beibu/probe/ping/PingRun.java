package org.beibu.probe.ping;

import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.NanoClock;
import org.beibu.model.Address;
import org.beibu.model.ClockQuality;
import org.beibu.probe.active.metrics.Arrival;
import org.beibu.probe.active.metrics.Reply;
import org.beibu.probe.active.metrics.SessionMeter;
import org.beibu.probe.stamp.Authenticator;
import org.beibu.probe.stamp.ClockState;
import org.beibu.probe.stamp.ErrorEstimate;
import org.beibu.probe.stamp.PacketMode;
import org.beibu.probe.stamp.ReflectorPacket;
import org.beibu.probe.stamp.RequestWriter;
import org.beibu.probe.stamp.TimestampFormat;
import org.beibu.probe.udp.Datagram;
import org.beibu.probe.udp.Destination;
import org.beibu.probe.udp.Outbound;
import org.beibu.probe.udp.UdpConfig;
import org.beibu.probe.udp.UdpLoop;
import org.beibu.probe.udp.UdpSocket;
import org.jspecify.annotations.Nullable;

/**
 * One run: packets leave on schedule whatever replies do; it ends when each is answered or its time
 * is up. Times are the kernel's where it tells them, else those of this process, and then said to
 * be so.
 *
 * <p>Assumes that start, await and close come from the same thread; stop may come from any.
 */
public final class PingRun implements RunningPing {
    private static final Address ANY_IPV4 = Address.parse("0.0.0.0");
    private static final Address ANY_IPV6 = Address.parse("::");

    /** T1 as it is written before the call that sends (P99.9 measured). */
    private static final long STAMPING_NANOS = 82_000;

    private static final long SECOND_NANOS = 1_000_000_000L;

    private final PingConfig config;
    private final Clocks clocks;
    private final PingListener listener;
    private final Authenticator authenticator;
    private final RequestWriter writer;
    private final SessionMeter meter;
    private final ClockVerdict verdict;
    private final TlvText tlvText = new TlvText();
    private final ReflectorPacket packet = new ReflectorPacket();
    private final Reply reply = new Reply();
    private final Map<PingRefusal, Long> refused = new EnumMap<>(PingRefusal.class);
    private final PingCourse course;
    private @Nullable UdpLoop loop;
    private @Nullable UdpSocket socket;
    private @Nullable Outbound outbound;
    private long refreshedNanos;
    private boolean ssidSeen;

    /**
     * What tells the time.
     *
     * @param epoch wall clock
     * @param ticks monotonic clock
     * @param state what the system knows of the wall clock
     */
    public record Clocks(EpochNanoClock epoch, NanoClock ticks, ClockState.Source state) {}

    /** Wires it; opens nothing yet. */
    public PingRun(PingConfig config, Clocks clocks, PingListener listener) {
        this.config = config;
        this.clocks = clocks;
        this.listener = listener;
        authenticator = new Authenticator(config.keys());
        writer = new RequestWriter(config.format(), authenticator);
        PingConfig.Pace pace = config.pace();
        meter = new SessionMeter(pace.timeout(), 1e9 / pace.interval().toNanos());
        verdict = new ClockVerdict(clocks.state());
        refreshedNanos = clocks.ticks().nanoTime();
        PingCourse.Work work = new PingCourse.Work(this::send, this::look, this::end);
        course = new PingCourse(pace, clocks.ticks(), SECOND_NANOS, work);
    }

    @Override
    public void start() throws IOException {
        UdpLoop started = UdpLoop.start("beibu-ping", clocks.epoch());
        loop = started;
        try {
            UdpSocket opened = started.open(socketConfig());
            socket = opened;
            outbound = opened.outbound(config.target(), config.length());
            writer.prepare(outbound.content(), 0);
            started.listen(opened, this::drain);
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
        course.start(started);
    }

    /** Bound to the source that is asked for: what cannot be is then told at once. */
    private UdpConfig socketConfig() {
        Destination target = config.target();
        Address any = target.address().isIpv4() ? ANY_IPV4 : ANY_IPV6;
        UdpConfig udp = UdpConfig.of(target.source() == null ? any : target.source(), 0);
        return udp.withLongest(Math.max(udp.longest(), config.length()))
                .withMark(config.way().mark())
                .onInterface(config.way().interfaceName());
    }

    private void look(long tickNanos) {
        drain();
        meter.judge(tickNanos, meter.nextSequence());
        if (tickNanos - refreshedNanos >= SECOND_NANOS) {
            refreshedNanos = tickNanos;
            verdict.refresh();
        }
    }

    private boolean send(long tickNanos) {
        UdpSocket open = socket;
        Outbound packets = outbound;
        if (open == null || packets == null) {
            return false;
        }
        TimestampFormat format = config.format().timestamps();
        int estimate = verdict.errorEstimate(format, STAMPING_NANOS);
        long epoch = clocks.epoch().nanoTime();
        int sequence = meter.sent(format.fromEpochNanos(epoch), tickNanos, epoch);
        writer.write(packets.content(), 0, sequence, epoch, estimate);
        return open.send(packets, sequence & 0xffff_ffffL);
    }

    private void drain() {
        UdpSocket open = socket;
        if (open == null || course.isOver()) {
            return;
        }
        open.drain((tag, epochNanos) -> meter.departed((int) tag, epochNanos), this::onDatagram);
    }

    private int onDatagram(Datagram datagram) {
        PingRefusal refusal = refusal(datagram);
        if (refusal == null) {
            account(datagram);
        } else {
            refused.merge(refusal, 1L, Long::sum);
        }
        return 0;
    }

    private @Nullable PingRefusal refusal(Datagram datagram) {
        PacketMode mode = config.format().mode();
        Address target = config.target().address();
        if (datagram.sourcePort() != config.target().port()
                || datagram.sourceLow() != target.low()
                || datagram.sourceHigh() != target.high()) {
            return PingRefusal.STRANGER;
        }
        int length = datagram.length();
        if (datagram.isTruncated()
                || !packet.wrap(datagram.buffer(), datagram.offset(), length, mode)
                || ErrorEstimate.multiplier(packet.errorEstimate()) == 0) {
            return PingRefusal.MALFORMED;
        }
        if (mode == PacketMode.AUTHENTICATED
                && authenticator.verify(packet) == Authenticator.NO_KEY) {
            return PingRefusal.WRONG_KEY;
        }
        boolean ours = packet.ssid() == 0 || packet.ssid() == config.format().ssid();
        return ours ? null : PingRefusal.STRANGER;
    }

    private void account(Datagram datagram) {
        boolean byKernel = datagram.stampedBy() != ClockQuality.USER_SPACE;
        long returned = datagram.epochNanos();
        int estimate = packet.errorEstimate();
        TimestampFormat format = ErrorEstimate.format(estimate);
        long received = format.toEpochNanos(packet.receiveTimestamp(), returned);
        TimestampFormat ours = config.format().timestamps();
        long asked = ours.toEpochNanos(packet.senderTimestamp(), returned);
        reply.numbers(packet.senderSequenceNumber(), packet.sequenceNumber())
                .senderStamp(packet.senderTimestamp())
                .reflected(received, format.toEpochNanos(packet.timestamp(), returned))
                .returned(returned, byKernel);
        verdict.judge(reply, estimate, received - asked, byKernel);
        Arrival arrival = meter.replied(reply);
        boolean timed = arrival == Arrival.TIMED;
        if (timed || arrival == Arrival.UNTIMED) {
            course.answered(returned - asked);
            ssidSeen |= packet.ssid() != 0;
        }
        listener.onReply(
                new PingReply(
                        packet.senderSequenceNumber(),
                        packet.sequenceNumber(),
                        arrival,
                        packet.length(),
                        datagram.ttl(),
                        packet.senderTtl(),
                        timed ? meter.delayNanos() : 0,
                        timed && meter.isByKernel(),
                        config.pace().paddingTo() > 0 ? "" : tlvText.of(packet, authenticator)));
    }

    private void end() {
        meter.judgeAll();
        var figures = meter.take();
        boolean oneWay = figures.forward().count() + figures.backward().count() > 0;
        listener.onEnd(
                new PingFigures(
                        figures,
                        course.elapsedNanos(),
                        new PingFigures.NotSent(course.notSent(), whyNotSent()),
                        refused,
                        ssidSeen || config.format().ssid() == 0,
                        oneWay ? "" : verdict.reason()));
    }

    private String whyNotSent() {
        UdpSocket open = socket;
        return open == null || course.notSent() == 0 ? "" : open.sendFailure();
    }

    @Override
    public void stop() {
        course.stop();
    }

    @Override
    public void await() throws InterruptedException {
        course.await();
    }

    @Override
    public void close() {
        UdpLoop running = loop;
        if (running != null) {
            running.close();
        }
    }
}
