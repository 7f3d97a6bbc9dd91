package org.beibu.probe.echo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import org.beibu.model.Address;
import org.beibu.probe.question.HandedSocket;
import org.beibu.probe.question.HeardAnswers;
import org.beibu.probe.udp.ArrivingDatagram;
import org.beibu.probe.udp.Destination;
import org.beibu.runtime.counters.Counters;

/**
 * Fuzz target: ICMP messages that come to a port with one open request; none can be its reply.
 *
 * <pre>
 *   0 4 for ICMP, else ICMPv6 | 1 the message
 * </pre>
 */
public final class EchoPortFuzz {
    private EchoPortFuzz() {}

    /** Seeds by name. */
    public static Map<String, byte[]> seeds() {
        HexFormat hex = HexFormat.of();
        return Map.of(
                "reply",
                hex.parseHex("0400000000beeb00000000000000000000001122334455667788"),
                "reply6",
                hex.parseHex("0681000000beeb00000000000000000000001122334455667788"));
    }

    /** One input; throws when a promise is broken. */
    public static void fuzzerTestOneInput(byte[] data) {
        if (data.length == 0) {
            return;
        }
        boolean ipv4 = data[0] == 4;
        HandedSocket socket = new HandedSocket();
        HeardAnswers answers = new HeardAnswers();
        EchoPort port = new EchoPort(socket, ipv4, answers, new Counters());
        Address target = Address.parse(ipv4 ? "192.0.2.1" : "2001:db8::1");
        try {
            port.question(0, new Destination(target, 0, null, 0), 0).ask(0, 1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        byte[] message = Arrays.copyOfRange(data, 1, data.length);
        socket.hand(new ArrivingDatagram().from(target.toString(), 0).payload(message));
        port.drain();
        if (!answers.heard.isEmpty()) {
            throw new AssertionError("a token was guessed");
        }
    }
}
