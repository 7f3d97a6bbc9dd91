package org.beibu.probe.datagram;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.beibu.model.Address;
import org.beibu.model.Method;
import org.beibu.model.QualityClass;
import org.beibu.probe.capture.DatagramBuilder;
import org.beibu.probe.passive.CaptureClock;
import org.beibu.probe.passive.Emitter;
import org.beibu.probe.passive.PassiveTiming;
import org.beibu.probe.stamp.PacketMode;
import org.beibu.runtime.counters.Counters;

/**
 * A scripted conversation of a client and a server in front of a {@link DatagramTimer}: says who
 * sends what at which millisecond and keeps the timings that come out.
 */
final class Talk {
    static final Address CLIENT = Address.parse("192.0.2.1");
    static final Address SERVER = Address.parse("198.51.100.7");
    static final int CLIENT_PORT = 40000;
    static final long START = 1_700_000_000_000_000_000L;

    /** A timing as plain values; times and delays in microseconds after {@link #START}. */
    record Seen(Method method, String host, long atMicros, long delayMicros) {}

    final Counters counters = new Counters();
    final List<Seen> seen = new ArrayList<>();
    final List<QualityClass> classes = new ArrayList<>();
    final DatagramBuilder next = new DatagramBuilder();
    final DatagramTimer timer;
    final CaptureClock clock = new CaptureClock(counters);
    private int serverPort = 53;
    private int identification;

    Talk() {
        this(new DatagramConfig(1024, 1024, 42, List.of(PacketMode.PORT)));
    }

    Talk(DatagramConfig config) {
        timer = new DatagramTimer(config, clock, new Emitter(this::keep, counters), counters);
    }

    private void keep(PassiveTiming timing) {
        boolean fromServer = timing.hostLow() == SERVER.low();
        classes.add(timing.qualityClass());
        seen.add(
                new Seen(
                        timing.method(),
                        fromServer ? "server" : "client",
                        (timing.epochNanos() - START) / 1000,
                        timing.delayNanos() / 1000));
    }

    /** The server's port from here on. */
    Talk port(int port) {
        serverPort = port;
        return this;
    }

    Talk client(double millis, byte[] payload) {
        next.from(CLIENT, CLIENT_PORT).to(SERVER, serverPort).udp(payload);
        return say(millis);
    }

    Talk server(double millis, byte[] payload) {
        next.from(SERVER, serverPort).to(CLIENT, CLIENT_PORT).udp(payload);
        return say(millis);
    }

    Talk clientIcmp(double millis, byte[] message) {
        next.from(CLIENT, 0).to(SERVER, 0).icmp(message);
        return say(millis);
    }

    Talk serverIcmp(double millis, byte[] message) {
        next.from(SERVER, 0).to(CLIENT, 0).icmp(message);
        return say(millis);
    }

    Talk say(double millis) {
        next.at(START + Math.round(millis * 1e6)).identification(++identification & 0xffff);
        return hear();
    }

    /** The last packet once more, octet for octet, at another time. */
    Talk copy(double millis) {
        next.at(START + Math.round(millis * 1e6));
        return hear();
    }

    private Talk hear() {
        if (clock.take(next.packet().interfaceIndex(), next.packet().epochNanos())) {
            timer.sweep(clock.tickNanos());
        }
        timer.onPacket(next.packet());
        return this;
    }

    Talk vlan(int vlan) {
        next.vlan(vlan);
        return this;
    }

    Talk end() {
        timer.end();
        return this;
    }

    long count(DatagramCounter counter) {
        return counters.get(counter);
    }

    static Seen far(Method method, long atMicros, long delayMicros) {
        return new Seen(method, "server", atMicros, delayMicros);
    }

    static Seen near(Method method, long atMicros, long delayMicros) {
        return new Seen(method, "client", atMicros, delayMicros);
    }

    static byte[] hex(String... octets) {
        return HexFormat.of().parseHex(String.join("", octets).replace(" ", ""));
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    /** A DNS message with one question of type A. */
    static byte[] dns(int id, boolean response, String name) {
        ByteArrayOutputStream question = new ByteArrayOutputStream();
        for (String label : name.split("\\.", -1)) {
            question.write(label.length());
            question.writeBytes(label.getBytes(StandardCharsets.US_ASCII));
        }
        return join(
                new byte[] {(byte) (id >>> 8), (byte) id, (byte) (response ? 0x81 : 0x01), 0},
                hex("0001 0000 0000 0000"),
                question.toByteArray(),
                hex("00 0001 0001"));
    }

    /** An ICMP message of this type with some data. */
    static byte[] echo(int type, int identifier, int sequence) {
        return join(
                new byte[] {(byte) type, 0, 0x12, 0x34},
                new byte[] {(byte) (identifier >>> 8), (byte) identifier},
                new byte[] {(byte) (sequence >>> 8), (byte) sequence},
                "some data to echo".getBytes(StandardCharsets.US_ASCII));
    }
}
