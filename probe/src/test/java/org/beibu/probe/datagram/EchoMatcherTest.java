package org.beibu.probe.datagram;

import static org.beibu.probe.datagram.Talk.echo;
import static org.beibu.probe.datagram.Talk.far;
import static org.beibu.probe.datagram.Talk.near;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.beibu.model.Address;
import org.beibu.model.Method;
import org.beibu.probe.capture.DatagramBuilder;
import org.beibu.probe.capture.DecodedPacket;
import org.beibu.probe.passive.CaptureClock;
import org.beibu.probe.passive.Emitter;
import org.beibu.probe.passive.PassiveTiming;
import org.beibu.runtime.counters.Counters;
import org.junit.jupiter.api.Test;

class EchoMatcherTest {
    private final Talk talk = new Talk();

    @Test
    void fromARequestToItsFirstReplyWhateverItsData() {
        byte[] reply = echo(0, 5, 1);
        reply[10] = 'x';
        talk.clientIcmp(0, echo(8, 5, 1)).serverIcmp(3, reply).serverIcmp(4, echo(0, 5, 1));

        assertEquals(List.of(far(Method.ICMP, 3_000, 3_000)), talk.seen);
        assertEquals(1, talk.count(DatagramCounter.ANSWERS_REPEATED));
    }

    @Test
    void bothEndsMayPingWithTheSameNumbers() {
        talk.clientIcmp(0, echo(8, 5, 1)).serverIcmp(1, echo(8, 5, 1));
        talk.clientIcmp(2, echo(0, 5, 1)).serverIcmp(3, echo(0, 5, 1));

        assertEquals(
                List.of(near(Method.ICMP, 2_000, 1_000), far(Method.ICMP, 3_000, 3_000)),
                talk.seen);
    }

    @Test
    void numbersThatAreUsedAgainTimeNothing() {
        talk.clientIcmp(0, echo(8, 5, 1)).clientIcmp(1000, echo(8, 5, 1));
        talk.serverIcmp(1001, echo(0, 5, 1)).clientIcmp(2000, echo(8, 5, 1));
        talk.serverIcmp(2001, echo(0, 5, 1));

        assertEquals(List.of(), talk.seen);
        assertEquals(2, talk.count(DatagramCounter.ANSWERS_AMBIGUOUS));
    }

    @Test
    void equalNumbersInTwoVlansAreTwoRequests() {
        talk.vlan(1).clientIcmp(0, echo(8, 5, 1)).vlan(2).clientIcmp(1, echo(8, 5, 1));
        talk.vlan(2).serverIcmp(3, echo(0, 5, 1)).vlan(1).serverIcmp(4, echo(0, 5, 1));

        assertEquals(
                List.of(far(Method.ICMP, 3_000, 2_000), far(Method.ICMP, 4_000, 4_000)), talk.seen);
    }

    @Test
    void identifierAndSequenceNumberMustBothAgree() {
        talk.clientIcmp(0, echo(8, 5, 1));
        talk.serverIcmp(1, echo(0, 5, 2)).serverIcmp(2, echo(0, 6, 1));

        assertEquals(List.of(), talk.seen);
        assertEquals(2, talk.count(DatagramCounter.ANSWERS_UNASKED));
    }

    @Test
    void errorsAndOtherTypesAreNoEcho() {
        byte[] withCode = echo(8, 5, 1);
        withCode[1] = 3;
        talk.clientIcmp(0, echo(3, 5, 1)).clientIcmp(1, echo(13, 5, 1)).clientIcmp(2, withCode);
        talk.clientIcmp(3, echo(128, 5, 1));

        assertEquals(4, talk.count(DatagramCounter.UNTIMED));
        assertEquals(0, talk.count(DatagramCounter.QUESTIONS));
    }

    @Test
    void aCopyOfTheRequestIsNoSecondRequest() {
        talk.clientIcmp(0, echo(8, 5, 1)).copy(0.3).serverIcmp(3, echo(0, 5, 1)).copy(3.3);

        assertEquals(List.of(far(Method.ICMP, 3_000, 3_000)), talk.seen);
        assertEquals(2, talk.count(DatagramCounter.COPIES));
    }

    @Test
    void cutBeforeTheSequenceNumberItIsMalformed() {
        for (int captured = 2; captured < 8; captured++) {
            talk.next.from(Talk.CLIENT, 0).to(Talk.SERVER, 0);
            talk.next.payload(DecodedPacket.ICMP, echo(8, captured, 1), captured);
            talk.say(captured);
        }
        assertEquals(6, talk.count(DatagramCounter.MALFORMED));
    }

    @Test
    void icmpv6HasItsOwnTypesAndNeitherHasPorts() {
        List<String> rows = new ArrayList<>();
        Counters counters = new Counters();
        DatagramTimer timer =
                new DatagramTimer(
                        new DatagramConfig(64, 64, 1, List.of()),
                        new CaptureClock(counters),
                        new Emitter(timing -> rows.add(row(timing)), counters),
                        counters);
        Address client = Address.parse("2001:db8::1");
        Address server = Address.parse("2001:db8::2");
        DatagramBuilder next = new DatagramBuilder();
        timer.onPacket(next.at(0).from(client, 0).to(server, 0).icmpv6(echo(128, 1, 1)).packet());
        timer.onPacket(next.at(9).from(server, 0).to(client, 0).icmpv6(echo(129, 1, 1)).packet());

        assertEquals(List.of("icmpv6 9 2001:db8::2 -1 2001:db8::1 -1"), rows);
    }

    private static String row(PassiveTiming timing) {
        return String.join(
                " ",
                timing.method().toString(),
                Long.toString(timing.delayNanos()),
                new Address(timing.hostHigh(), timing.hostLow()).toString(),
                Integer.toString(timing.hostPort()),
                new Address(timing.peerHigh(), timing.peerLow()).toString(),
                Integer.toString(timing.peerPort()));
    }
}
