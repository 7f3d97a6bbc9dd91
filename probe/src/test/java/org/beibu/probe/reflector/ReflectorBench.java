package org.beibu.probe.reflector;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.beibu.probe.stamp.Authenticator;
import org.beibu.probe.stamp.ClockState;
import org.beibu.probe.stamp.PacketMode;
import org.beibu.probe.stamp.ReflectorPacket;
import org.beibu.probe.stamp.StampVectors;
import org.beibu.probe.stamp.SyncSource;
import org.beibu.probe.stamp.TimestampFormat;
import org.beibu.probe.udp.ArrivingDatagram;
import org.beibu.runtime.counters.Counters;

/** A reflector without sockets, whose packets come in at T2 of the vectors and leave at T3. */
final class ReflectorBench {
    static final long T2 = StampVectors.T1 + 31_250_000;
    static final long T3 = T2 + 244_141; // the fraction of the vectors, rounded up

    /** 25 us of the clock and 75 us of taking the stamps: 100 us. */
    static final int ERROR_ESTIMATE = 0x8bd2;

    private static final ClockState CLOCK = new ClockState(true, 25_000, SyncSource.NTP);

    final Counters counters = new Counters();
    final ArrivingDatagram datagram = new ArrivingDatagram().at(T2);
    final Reflection reflection;
    private final long now;

    ReflectorBench(ReflectorConfig config) {
        this(config, T3);
    }

    private ReflectorBench(ReflectorConfig config, long now) {
        this.now = now;
        reflection = new Reflection(config, new StampClock(this::now, () -> CLOCK), counters, 42);
    }

    private long now() {
        return now;
    }

    static ReflectorConfig open() {
        return ReflectorConfig.at();
    }

    static ReflectorConfig stateful() {
        return open().with(statefulPolicy());
    }

    static ReflectorConfig authenticated() {
        return open().authenticated(StampVectors.keys());
    }

    static ReflectorPolicy statefulPolicy() {
        return ReflectorPolicy.DEFAULT.withState(true);
    }

    /** A vector of a reply, but with T3 in whole nanoseconds and our Error Estimate. */
    static String expected(int vector) {
        PacketMode mode = StampVectors.of(vector).mode();
        byte[] octets = HexFormat.of().parseHex(StampVectors.of(vector).hex());
        ReflectorPacket packet = new ReflectorPacket();
        packet.wrap(ByteBuffer.wrap(octets), 0, octets.length, mode);
        packet.errorEstimate(ERROR_ESTIMATE);
        packet.timestamp(TimestampFormat.NTP.fromEpochNanos(T3));
        if (mode == PacketMode.AUTHENTICATED) {
            new Authenticator(StampVectors.keys()).sign(packet, 0);
        }
        return HexFormat.of().formatHex(octets);
    }

    /** The answer to these octets, empty for none. */
    String answer(byte[] octets) {
        int length = reflection.onDatagram(datagram.payload(octets).get());
        return datagram.answer(length);
    }

    /** The answer to a vector. */
    String answer(int vector) {
        return answer(HexFormat.of().parseHex(StampVectors.of(vector).hex()));
    }

    long count(ReflectorCounter counter) {
        return counters.get(counter);
    }
}
