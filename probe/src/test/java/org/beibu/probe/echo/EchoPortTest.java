package org.beibu.probe.echo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.beibu.model.Address;
import org.beibu.probe.question.HandedSocket;
import org.beibu.probe.question.HeardAnswers;
import org.beibu.probe.question.Question;
import org.beibu.probe.question.QuestionCounter;
import org.beibu.probe.udp.ArrivingDatagram;
import org.beibu.probe.udp.Destination;
import org.beibu.runtime.counters.Counters;
import org.junit.jupiter.api.Test;

/** Which replies are ours. */
class EchoPortTest {
    private final HandedSocket socket = new HandedSocket();
    private final HeardAnswers answers = new HeardAnswers();
    private final Counters counters = new Counters();
    private final EchoPort port = new EchoPort(socket, true, answers, counters);

    private byte[] request(int session, String target, int number) throws IOException {
        Question question =
                port.question(session, new Destination(Address.parse(target), 0, null, 0), 0);
        question.ask(number, 1);
        return socket.sent.get(socket.sent.size() - 1);
    }

    private static byte[] reply(byte[] request) {
        byte[] octets = request.clone();
        octets[0] = 0;
        return octets;
    }

    private void arrives(byte[] octets, String from) {
        socket.hand(new ArrivingDatagram().from(from, 0).payload(octets));
        port.drain();
    }

    @Test
    void aReplyIsKnownBySessionAndWholeNumber() throws IOException {
        byte[] first = request(7, "192.0.2.1", 70_000);
        byte[] second = request(9, "192.0.2.2", 70_000);
        arrives(reply(second), "192.0.2.2");
        arrives(reply(first), "192.0.2.1");

        assertEquals(List.of("9/70000", "7/70000"), answers.heard);
    }

    @Test
    void repliesWithOtherNumbersOrTokensAreMismatched() throws IOException {
        byte[] request = request(7, "192.0.2.1", 3);
        for (int at : new int[] {7, 11, 15, 16, 23}) {
            byte[] changed = reply(request);
            changed[at] ^= 1;
            arrives(changed, "192.0.2.1");
        }

        assertEquals(List.of(), answers.heard);
        assertEquals(5, counters.get(QuestionCounter.MISMATCHED));
    }

    @Test
    void aReplyFromElsewhereIsAStrangers() throws IOException {
        arrives(reply(request(7, "192.0.2.1", 3)), "192.0.2.3");

        assertEquals(List.of(), answers.heard);
        assertEquals(1, counters.get(QuestionCounter.STRANGERS));
    }

    @Test
    void repliesToOtherProgramsAreNobodysFault() throws IOException {
        byte[] other = reply(request(7, "192.0.2.1", 3));
        other[4] ^= 1;
        arrives(other, "192.0.2.1");

        assertEquals(List.of(), answers.heard);
        assertEquals(0, counters.get(QuestionCounter.MISMATCHED));
    }

    @Test
    void aReplyCutAnywhereIsMalformed() throws IOException {
        byte[] whole = reply(request(7, "192.0.2.1", 3));
        for (int length = 0; length < whole.length; length++) {
            arrives(Arrays.copyOf(whole, length), "192.0.2.1");
        }

        assertEquals(List.of(), answers.heard);
        assertEquals(whole.length, counters.get(QuestionCounter.MALFORMED));
    }
}
