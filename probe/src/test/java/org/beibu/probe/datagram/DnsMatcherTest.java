package org.beibu.probe.datagram;

import static org.beibu.probe.datagram.Talk.dns;
import static org.beibu.probe.datagram.Talk.far;
import static org.beibu.probe.datagram.Talk.hex;
import static org.beibu.probe.datagram.Talk.near;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import org.beibu.model.Method;
import org.beibu.model.QualityClass;
import org.junit.jupiter.api.Test;

class DnsMatcherTest {
    private static final byte[] QUERY = dns(7, false, "www.example.org");
    private static final byte[] ANSWER = dns(7, true, "www.example.org");

    private final Talk talk = new Talk();

    @Test
    void fromAQueryToItsFirstAnswer() {
        talk.client(0, QUERY).server(25.5, ANSWER).server(26, ANSWER);

        assertEquals(List.of(far(Method.DNS, 25_500, 25_500)), talk.seen);
        assertEquals(List.of(QualityClass.CLEAN), talk.classes);
        assertEquals(1, talk.count(DatagramCounter.ANSWERS_REPEATED));
    }

    @Test
    void aNameInOtherLetterCaseIsTheSameName() {
        talk.client(0, dns(7, false, "wWw.ExAmPlE.oRg")).server(9, ANSWER);

        assertEquals(List.of(far(Method.DNS, 9_000, 9_000)), talk.seen);
        assertEquals(List.of(QualityClass.CLEAN), talk.classes);
    }

    @Test
    void aQueryThatIsAskedAgainIsNotTimed() {
        talk.client(0, QUERY).client(1000, QUERY).server(1009, ANSWER);

        assertEquals(List.of(), talk.seen);
        assertEquals(1, talk.count(DatagramCounter.QUESTIONS_REPEATED));
        assertEquals(1, talk.count(DatagramCounter.ANSWERS_AMBIGUOUS));
    }

    @Test
    void aQueryThatIsAskedAgainAfterItsAnswerIsNotTimedTwice() {
        talk.client(0, QUERY).server(9, ANSWER).client(1000, QUERY).server(1005, ANSWER);

        assertEquals(List.of(far(Method.DNS, 9_000, 9_000)), talk.seen);
    }

    @Test
    void afterFiveMinutesTheSameNumbersAreAnotherQuery() {
        talk.client(0, QUERY).server(9, ANSWER).client(300_001, QUERY).server(300_005, ANSWER);

        assertEquals(2, talk.seen.size());
    }

    @Test
    void idsPortsAndDirectionsTellQueriesApart() {
        talk.client(0, QUERY).client(1, dns(8, false, "www.example.org"));
        talk.server(5, dns(8, true, "www.example.org")).server(9, ANSWER);
        talk.next.from(Talk.CLIENT, 40_001).to(Talk.SERVER, 53).udp(QUERY);
        talk.say(20);
        talk.server(21, ANSWER);

        assertEquals(
                List.of(far(Method.DNS, 5_000, 4_000), far(Method.DNS, 9_000, 9_000)), talk.seen);
    }

    @Test
    void twoQuestionsWithOneIdAreTwoQueries() {
        talk.client(0, QUERY).client(1, dns(7, false, "other.example.org"));
        talk.server(5, dns(7, true, "other.example.org")).server(9, ANSWER);

        assertEquals(
                List.of(far(Method.DNS, 5_000, 4_000), far(Method.DNS, 9_000, 9_000)), talk.seen);
    }

    @Test
    void anAnswerToAnotherNameIsAmbiguousAndToAnotherTypeNone() {
        byte[] otherType = ANSWER.clone();
        otherType[otherType.length - 3] = 28;
        talk.client(0, QUERY).server(5, otherType);
        assertEquals(List.of(), talk.seen);

        talk.server(9, dns(7, true, "wwv.example.org"));
        assertEquals(List.of(far(Method.DNS, 9_000, 9_000)), talk.seen);
        assertEquals(List.of(QualityClass.AMBIGUOUS), talk.classes);
    }

    @Test
    void aQuestionThatWasCutAgreesWithAny() {
        talk.next.from(Talk.CLIENT, 40_000).to(Talk.SERVER, 53).udp(QUERY, 20);
        talk.say(0);
        talk.server(9, ANSWER);

        assertEquals(List.of(far(Method.DNS, 9_000, 9_000)), talk.seen);
    }

    @Test
    void onAnotherPortWhatIsDnsBeyondDoubtIsTimed() {
        talk.port(8443).client(0, QUERY).server(31, ANSWER);

        assertEquals(List.of(far(Method.DNS, 31_000, 31_000)), talk.seen);
        assertEquals(List.of(QualityClass.CLEAN), talk.classes);
    }

    @Test
    void onAnotherPortWhatMayBeSomethingElseIsNotTimed() {
        byte[] otherClass = QUERY.clone();
        otherClass[otherClass.length - 1] = 5;
        byte[] twoQuestions = QUERY.clone();
        twoQuestions[5] = 2;
        byte[] status = QUERY.clone();
        status[2] |= 0x10;
        byte[] answeredQuery = QUERY.clone();
        answeredQuery[7] = 1;
        byte[] cut = Arrays.copyOf(QUERY, 20);
        talk.port(8443);
        for (byte[] other : List.of(otherClass, twoQuestions, status, answeredQuery, cut)) {
            talk.client(0, other);
        }

        assertEquals(5, talk.count(DatagramCounter.UNTIMED));
    }

    @Test
    void multicastDnsAndNamesOfNeighboursAreNotTimed() {
        for (int port : new int[] {5353, 5355, 137}) {
            talk.port(port).client(0, QUERY).server(1, ANSWER);
        }

        assertEquals(List.of(), talk.seen);
        assertEquals(6, talk.count(DatagramCounter.UNTIMED));
    }

    @Test
    void copiesFromTapsAreNoQueriesAskedAgain() {
        talk.client(0, QUERY).copy(0.4).copy(150).server(200, ANSWER).copy(200.4);

        assertEquals(List.of(far(Method.DNS, 200_000, 200_000)), talk.seen);
        assertEquals(3, talk.count(DatagramCounter.COPIES));
        assertEquals(0, talk.count(DatagramCounter.QUESTIONS_REPEATED));
    }

    @Test
    void withoutIdentificationACopyMayComeWithinAMillisecond() {
        talk.client(0, QUERY);
        talk.next.identification(0);
        talk.copy(10).copy(11).copy(12.1).server(20, ANSWER);

        assertEquals(1, talk.count(DatagramCounter.COPIES));
        assertEquals(List.of(), talk.seen);
    }

    @Test
    void otherPortsAndAnswersToThemAreNotDns() {
        talk.port(5353).client(0, QUERY).server(9, ANSWER);
        talk.port(5355).client(0, QUERY).server(9, ANSWER);

        assertEquals(List.of(), talk.seen);
        assertEquals(4, talk.count(DatagramCounter.UNTIMED));
    }

    @Test
    void resolversThatUsePort53ThemselvesAreToldApartByTheResponseBit() {
        talk.next.from(Talk.SERVER, 53).to(Talk.CLIENT, 53).udp(QUERY);
        talk.say(0);
        talk.next.from(Talk.CLIENT, 53).to(Talk.SERVER, 53).udp(ANSWER);
        talk.say(3);

        assertEquals(List.of(near(Method.DNS, 3_000, 3_000)), talk.seen);
    }

    @Test
    void anAnswerAcrossAStepOfTheClockIsWithheld() {
        talk.client(5000, QUERY).client(0, dns(9, false, "x")).server(5001, ANSWER);

        assertEquals(List.of(), talk.seen);
        assertEquals(1, talk.count(DatagramCounter.ANSWERS_ACROSS_CLOCK_STEP));
    }

    @Test
    void equalQueriesInDifferentVlansAreApartAndATagOnOneDirectionPartsNothing() {
        talk.vlan(1).client(0, QUERY).vlan(2).client(1, QUERY);
        talk.vlan(1).server(10, ANSWER).vlan(2).server(20, ANSWER);
        talk.vlan(3).client(50, dns(9, false, "x")).vlan(0).server(51, dns(9, true, "x"));

        assertEquals(
                List.of(
                        far(Method.DNS, 10_000, 10_000),
                        far(Method.DNS, 20_000, 19_000),
                        far(Method.DNS, 51_000, 1_000)),
                talk.seen);
    }

    @Test
    void anAnswerInAThirdVlanFitsNoneOfTwo() {
        talk.vlan(1).client(0, QUERY).vlan(2).client(1, QUERY).vlan(3).server(10, ANSWER);

        assertEquals(List.of(), talk.seen);
        assertEquals(1, talk.count(DatagramCounter.ANSWERS_UNASKED));
    }

    @Test
    void whereverItIsCutItIsReadWithinWhatWasCaptured() {
        for (int captured = 0; captured <= QUERY.length; captured++) {
            Talk cut = new Talk();
            cut.client(0, QUERY);
            cut.next.from(Talk.SERVER, 53).to(Talk.CLIENT, Talk.CLIENT_PORT).udp(ANSWER, captured);
            cut.say(9);

            boolean header = captured >= DnsHeader.LENGTH;
            assertEquals(header ? 1 : 0, cut.seen.size(), "cut at " + captured);
            assertEquals(header ? 0 : 1, cut.count(DatagramCounter.MALFORMED));
        }
    }

    @Test
    void impossibleLabelsAreCountedAsMalformed() {
        byte[] pointer = QUERY.clone();
        pointer[12] = (byte) 0xc0;
        byte[] reserved = QUERY.clone();
        reserved[12] = 0x40;
        byte[] endless = new byte[600];
        System.arraycopy(QUERY, 0, endless, 0, 12);
        Arrays.fill(endless, 12, 600, (byte) 1);
        talk.client(0, pointer).client(1, reserved).client(2, endless);

        assertEquals(3, talk.count(DatagramCounter.MALFORMED));
        assertEquals(0, talk.count(DatagramCounter.QUESTIONS));
    }

    @Test
    void aMessageWithoutQuestionAnswersOnlySuchAMessage() {
        byte[] none = hex("0007 0100 0000 0000 0000 0000");
        byte[] noneBack = hex("0007 8100 0000 0000 0000 0000");
        talk.client(0, QUERY).server(1, noneBack);
        assertEquals(List.of(), talk.seen);

        talk.client(2, none).server(5, noneBack);
        assertEquals(List.of(far(Method.DNS, 5_000, 3_000)), talk.seen);
    }
}
