package org.beibu.probe.dns;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.beibu.model.Address;
import org.beibu.probe.question.HandedSocket;
import org.beibu.probe.question.HeardAnswers;
import org.beibu.probe.question.QuestionCounter;
import org.beibu.probe.udp.ArrivingDatagram;
import org.beibu.probe.udp.Destination;
import org.beibu.runtime.counters.Counters;

/**
 * Fuzz target: DNS messages that come to a port with one open query, from its server; their id is
 * replaced by that of the query. Each is an answer or is counted as something else, once.
 */
public final class DnsPortFuzz {
    private static final DnsQuestion QUESTION = DnsQuestion.parse("example.com/SOA", false);

    private DnsPortFuzz() {}

    /** Seeds by name. */
    public static Map<String, byte[]> seeds() {
        return Map.of(
                "answer", message(0x8180, 0),
                "no-such-name", message(0x8183, 0),
                "compressed", message(0x8180, 0xc00c));
    }

    private static byte[] message(int flags, int pointer) {
        byte[] octets = QUESTION.octets();
        byte[] message = new byte[DnsMessage.HEADER + octets.length + 2];
        message[2] = (byte) (flags >>> 8);
        message[3] = (byte) flags;
        message[5] = 1;
        System.arraycopy(octets, 0, message, DnsMessage.HEADER, octets.length);
        message[message.length - 2] = (byte) (pointer >>> 8);
        message[message.length - 1] = (byte) pointer;
        return message;
    }

    /** One input; throws when a promise is broken. */
    public static void fuzzerTestOneInput(byte[] data) {
        HandedSocket socket = new HandedSocket();
        HeardAnswers answers = new HeardAnswers();
        Counters counters = new Counters();
        DnsPort port = new DnsPort(socket, answers, counters);
        Destination server = new Destination(Address.parse("192.0.2.1"), 53, null, 0);
        try {
            port.question(0, server, QUESTION, 1).ask(7, 1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        byte[] message = data.clone();
        if (message.length >= 2) {
            System.arraycopy(socket.sent.get(0), 0, message, 0, 2);
        }
        socket.hand(new ArrivingDatagram().from("192.0.2.1", 53).payload(message));
        port.drain();
        long refused =
                counters.get(QuestionCounter.MALFORMED)
                        + counters.get(QuestionCounter.MISMATCHED)
                        + counters.get(QuestionCounter.STRANGERS);
        if (answers.heard.size() + refused != 1) {
            throw new AssertionError(answers.heard + " and refused " + refused);
        }
    }
}
