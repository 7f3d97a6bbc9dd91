package org.beibu.probe.active;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.beibu.probe.active.metrics.SessionMeter;
import org.beibu.probe.stamp.Authenticator;
import org.beibu.probe.stamp.RequestFormat;
import org.beibu.probe.stamp.RequestWriter;
import org.beibu.probe.stamp.TimestampFormat;
import org.beibu.probe.udp.Destination;
import org.beibu.probe.udp.Outbound;
import org.beibu.probe.udp.UdpSocket;

/** One session at work: its next packet, its account, its window. Owned by the sender's thread. */
final class ActiveSession {
    static final long WINDOW_NANOS = TimeUnit.SECONDS.toNanos(10);

    final int number;
    final SessionConfig config;
    final SessionMeter meter;
    final StreamSchedule schedule;
    private final UdpSocket socket;
    private final Outbound outbound;
    private final RequestWriter writer;
    private final TimestampFormat format = TimestampFormat.NTP;
    private long windowStart;
    private int windowEnd;
    private boolean closing;

    /** What a session is made with. */
    record Parts(UdpSocket socket, Authenticator authenticator, int ssid, SessionSink sink) {}

    ActiveSession(int number, SessionConfig config, StreamSchedule schedule, Parts parts)
            throws IOException {
        this.number = number;
        this.config = config;
        this.schedule = schedule;
        socket = parts.socket();
        Stream stream = config.stream();
        SessionSink sink = parts.sink();
        meter =
                new SessionMeter(stream.lossThreshold(), stream.packetsPerSecond())
                        .tellingVariations(
                                (left, difference) -> sink.onVariation(number, left, difference));
        RequestFormat request = RequestFormat.of(config.mode()).withSsid(parts.ssid());
        request = stream.octets() == 0 ? request : request.withLength(stream.octets());
        writer = new RequestWriter(request, parts.authenticator());
        Steering steering = config.steering();
        outbound =
                socket.outbound(
                        new Destination(
                                config.target(),
                                config.port(),
                                steering.source().orElse(null),
                                steering.trafficClass()),
                        writer.length());
        writer.prepare(outbound.content(), 0);
    }

    /** The first window begins. */
    void begin(long epochNanos) {
        windowStart = epochNanos;
    }

    /** Sends the next packet; false when the kernel did not take it. */
    boolean send(long tickNanos, long epochNanos, int errorEstimate) {
        int sequence = meter.sent(format.fromEpochNanos(epochNanos), tickNanos, epochNanos);
        writer.write(outbound.content(), 0, sequence, epochNanos, errorEstimate);
        return socket.send(outbound, tag(sequence));
    }

    private long tag(int sequence) {
        return (long) number << Integer.SIZE | (sequence & 0xffff_ffffL);
    }

    /** Judges packets whose time is over, and hands over the window when all of it is judged. */
    void settle(long tickNanos, long epochNanos, SessionSink sink) {
        if (!closing && (epochNanos >= nextBound() || epochNanos < windowStart)) {
            closing = true;
            windowEnd = meter.nextSequence();
        }
        meter.judge(tickNanos, closing ? windowEnd : meter.nextSequence());
        if (closing && meter.judgedSequence() - windowEnd >= 0) {
            long bound = epochNanos < windowStart ? epochNanos : nextBound();
            handOver(Math.max(0, bound - windowStart), sink);
            closing = false;
            windowStart = bound;
        }
    }

    /** Windows end with every tenth second of the clock. */
    private long nextBound() {
        return (Math.floorDiv(windowStart, WINDOW_NANOS) + 1) * WINDOW_NANOS;
    }

    /** The end: hands over what was judged; nobody knows what would have become of the rest. */
    void end(long tickNanos, long epochNanos, SessionSink sink) {
        meter.judge(tickNanos, meter.nextSequence());
        handOver(Math.max(0, epochNanos - windowStart), sink);
    }

    private void handOver(long lengthNanos, SessionSink sink) {
        var figures = meter.take();
        if (figures.sent() > 0 || figures.late() > 0) {
            sink.onWindow(number, windowStart, lengthNanos, figures);
        }
    }
}
