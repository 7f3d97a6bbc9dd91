package org.beibu.probe.trace;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ThreadLocalRandom;
import org.beibu.model.Address;
import org.beibu.probe.icmp.IcmpError;
import org.beibu.probe.icmp.QuotedPackets;
import org.beibu.probe.question.HandedSocket;
import org.beibu.probe.stamp.Authenticator;
import org.beibu.probe.stamp.KeyRing;
import org.beibu.probe.stamp.PacketMode;
import org.beibu.probe.udp.ArrivingDatagram;
import org.beibu.probe.udp.Destination;

/**
 * Fuzz target: what comes to a trace at work, as an ICMP error that quotes anything and as a reply;
 * nothing that was not sent is answered.
 *
 * <pre>
 *   0 4 for ICMP, else ICMPv6 | 1 the message
 * </pre>
 */
public final class TraceQuoteFuzz {
    private static final String IPV4 = "198.51.100.7";
    private static final String IPV6 = "2001:db8:1::7";
    private static final int PACKETS = 90;
    private static final long START = 1_767_225_600_000_000_000L;
    private static final long YEAR = 31_536_000_000_000_000L;

    private TraceQuoteFuzz() {}

    /** Seeds by name. */
    public static Map<String, byte[]> seeds() {
        String head = "0b00000000000000";
        return Map.of(
                "stamp",
                prefixed(
                        QuotedPackets.ipv4(
                                head,
                                17,
                                "beeb035e003c0000" + "00000003" + "00".repeat(10) + "8001")),
                "short",
                prefixed(QuotedPackets.ipv4(head, 17, "beeb035e003c0000")),
                "echo",
                prefixed(QuotedPackets.ipv4(head, 1, "0800be1bbeeb0003")),
                "reply",
                HexFormat.of().parseHex("040000be1bbeeb0003" + "00".repeat(20)));
    }

    private static byte[] prefixed(byte[] message) {
        return ByteBuffer.allocate(1 + message.length).put((byte) 4).put(message).array();
    }

    /** One input; throws when a promise is broken. */
    public static void fuzzerTestOneInput(byte[] data) {
        if (data.length == 0) {
            return;
        }
        boolean ipv4 = data[0] == 4;
        Address target = Address.parse(ipv4 ? IPV4 : IPV6);
        HandedSocket socket = new HandedSocket();
        try {
            Destination to = new Destination(target, 862, null, 0);
            feed(
                    new StampProbes(
                            socket,
                            new StampProbes.Format(to, PacketMode.OPEN, 0x8001, 0),
                            new Authenticator(KeyRing.NONE),
                            PACKETS,
                            0),
                    data,
                    ipv4);
            long token = ThreadLocalRandom.current().nextLong();
            feed(new EchoProbes(socket, new Destination(target, 0, null, 0), token), data, ipv4);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void feed(TraceProbes probes, byte[] data, boolean ipv4) {
        TraceRun run = new TraceRun(TraceLimits.DEFAULT, probes);
        run.work(1, START + ThreadLocalRandom.current().nextLong(YEAR));
        IcmpError error = new IcmpError();
        if (error.wrap(ByteBuffer.wrap(data), 1, data.length, ipv4)) {
            OptionalInt number = probes.ofQuote(error);
            check(number.isEmpty() || number.getAsInt() >= TraceAnswer.UNKNOWN, "a number");
            number.ifPresent(known -> run.quoted(known, error.ttl()));
        }
        byte[] message = Arrays.copyOfRange(data, 1, data.length);
        ArrivingDatagram datagram =
                new ArrivingDatagram().from(ipv4 ? IPV4 : IPV6, 862).payload(message);
        boolean answered = probes.ofReply(datagram.get()).filter(run::answered).isPresent();
        check(!answered, "a token or a stamp was guessed");
        check(run.result().packets().sent() == 1, "one packet was sent");
    }

    private static void check(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }
}
