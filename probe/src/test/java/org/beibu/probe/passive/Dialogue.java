package org.beibu.probe.passive;

import static org.beibu.probe.capture.DecodedPacket.ACK;
import static org.beibu.probe.capture.DecodedPacket.FIN;
import static org.beibu.probe.capture.DecodedPacket.SYN;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.beibu.model.Address;
import org.beibu.model.Method;
import org.beibu.model.QualityClass;
import org.beibu.probe.capture.DecodedPacket;
import org.beibu.probe.capture.SegmentBuilder;
import org.beibu.runtime.counters.Counters;

/**
 * A scripted conversation of a client and a server in front of a {@link PassiveTimer}: says who
 * sends what at which millisecond and keeps the timings that come out.
 */
final class Dialogue {
    static final Address CLIENT = Address.parse("192.0.2.1");
    static final Address SERVER = Address.parse("198.51.100.7");
    static final int CLIENT_PORT = 40000;
    static final int SERVER_PORT = 443;
    static final int CLIENT_ISN = 1000;
    static final int SERVER_ISN = 9000;
    static final long START = 1_700_000_000_000_000_000L;

    /** A timing as plain values; delays and times in microseconds after {@link #START}. */
    record Seen(Method method, String host, long atMicros, long delayMicros) {}

    final Counters counters = new Counters();
    final List<Seen> seen = new ArrayList<>();

    /** The class of each timing in {@link #seen}. */
    final List<QualityClass> classes = new ArrayList<>();

    final PassiveTimer timer;
    private final CaptureClock clock = new CaptureClock(counters);
    final SegmentBuilder next = new SegmentBuilder();
    private int identification;

    Dialogue() {
        this(new PassiveConfig(1024, 1 << 16, Duration.ofMinutes(5), 42));
    }

    Dialogue(PassiveConfig config) {
        timer = new PassiveTimer(config, clock, this::keep, counters);
        next.window(500);
    }

    private void keep(PassiveTiming timing) {
        classes.add(timing.qualityClass());
        boolean fromServer = timing.hostLow() == SERVER.low();
        seen.add(
                new Seen(
                        timing.method(),
                        fromServer ? "server" : "client",
                        (timing.epochNanos() - START) / 1000,
                        timing.delayNanos() / 1000));
    }

    Dialogue client(double millis, int flags, int sequence, int acknowledgment, int payload) {
        next.from(CLIENT, CLIENT_PORT).to(SERVER, SERVER_PORT);
        return say(millis, flags, sequence, acknowledgment, payload);
    }

    Dialogue server(double millis, int flags, int sequence, int acknowledgment, int payload) {
        next.from(SERVER, SERVER_PORT).to(CLIENT, CLIENT_PORT);
        return say(millis, flags, sequence, acknowledgment, payload);
    }

    private Dialogue say(double millis, int flags, int sequence, int acknowledgment, int payload) {
        next.at(START + Math.round(millis * 1e6))
                .flags(flags)
                .sequence(sequence)
                .acknowledgment(acknowledgment)
                .payload(payload)
                .identification(++identification & 0xffff);
        return hear();
    }

    private Dialogue hear() {
        DecodedPacket segment = next.segment();
        clock.take(segment.interfaceIndex(), segment.epochNanos());
        timer.onSegment(segment);
        return this;
    }

    /** All from here on is inside an encapsulation. */
    Dialogue encapsulated() {
        next.encapsulated();
        return this;
    }

    /** The last segment once more, octet for octet, at another time. */
    Dialogue copy(double millis) {
        next.at(START + Math.round(millis * 1e6));
        return hear();
    }

    /** Timestamps of the segments from here on. */
    Dialogue ts(int tsval, int tsecr) {
        next.timestamps(tsval, tsecr);
        return this;
    }

    Dialogue syn(double millis) {
        return client(millis, SYN, CLIENT_ISN, 0, 0);
    }

    Dialogue synAck(double millis) {
        return server(millis, SYN | ACK, SERVER_ISN, CLIENT_ISN + 1, 0);
    }

    Dialogue ack(double millis) {
        return client(millis, ACK, CLIENT_ISN + 1, SERVER_ISN + 1, 0);
    }

    /** A handshake of 40 ms to the server and 2 ms to the client, at time 0; its timings go. */
    Dialogue open() {
        syn(0).synAck(40).ack(42);
        return forget();
    }

    /** Drops the timings so far. */
    Dialogue forget() {
        seen.clear();
        classes.clear();
        return this;
    }

    /** SACK blocks of the segments from here on, left and right edges. */
    Dialogue sack(int... edges) {
        next.sack(edges);
        return this;
    }

    Dialogue fin(double millis, int sequence, int acknowledgment) {
        return client(millis, FIN | ACK, sequence, acknowledgment, 0);
    }

    long count(PassiveCounter counter) {
        return counters.get(counter);
    }

    List<Seen> handshakes() {
        return seen.stream().filter(s -> s.method() == Method.HANDSHAKE).toList();
    }

    List<Seen> timestamps() {
        return seen.stream().filter(s -> s.method() == Method.TIMESTAMP).toList();
    }

    static Seen handshake(String host, long atMicros, long delayMicros) {
        return new Seen(Method.HANDSHAKE, host, atMicros, delayMicros);
    }

    static Seen dataAck(String host, long atMicros, long delayMicros) {
        return new Seen(Method.DATA_ACK, host, atMicros, delayMicros);
    }

    static Seen timestamp(String host, long atMicros, long delayMicros) {
        return new Seen(Method.TIMESTAMP, host, atMicros, delayMicros);
    }
}
