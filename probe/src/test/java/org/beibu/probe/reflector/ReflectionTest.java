package org.beibu.probe.reflector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import org.beibu.model.Prefix;
import org.beibu.probe.stamp.Authenticator;
import org.beibu.probe.stamp.HmacKey;
import org.beibu.probe.stamp.KeyRing;
import org.beibu.probe.stamp.PacketMode;
import org.beibu.probe.stamp.ReflectorPacket;
import org.beibu.probe.stamp.RequestFormat;
import org.beibu.probe.stamp.RequestWriter;
import org.beibu.probe.stamp.StampVectors;
import org.beibu.probe.stamp.TimestampFormat;
import org.junit.jupiter.api.Test;

/** What is answered to base packets, and what is refused. */
class ReflectionTest {
    private static final ReflectorConfig OPEN = ReflectorBench.open();

    private static byte[] request(RequestFormat format, int number, long epochNanos) {
        RequestWriter writer = new RequestWriter(format, new Authenticator(StampVectors.keys()));
        ByteBuffer buffer = ByteBuffer.allocate(writer.length());
        writer.prepare(buffer, 0);
        writer.write(buffer, 0, number, epochNanos, StampVectors.ERROR_ESTIMATE);
        return buffer.array();
    }

    private static byte[] request(int number, long epochNanos) {
        return request(RequestFormat.of(PacketMode.OPEN), number, epochNanos);
    }

    private static ReflectorPacket read(String answer, PacketMode mode) {
        ByteBuffer octets = ByteBuffer.wrap(HexFormat.of().parseHex(answer));
        ReflectorPacket packet = new ReflectorPacket();
        assertTrue(packet.wrap(octets, 0, octets.capacity(), mode), answer);
        return packet;
    }

    private static ReflectorPacket read(String answer) {
        return read(answer, PacketMode.OPEN);
    }

    @Test
    void aStatelessReflectorCopiesTheNumberAndTheSsid() {
        ReflectorBench bench = new ReflectorBench(OPEN);
        bench.datagram.header(255, 0);
        byte[] request =
                request(RequestFormat.of(PacketMode.OPEN).withSsid(0x1234), 7, StampVectors.T1);

        assertEquals(ReflectorBench.expected(5), bench.answer(request));
        assertEquals(1, bench.count(ReflectorCounter.ANSWERED));
    }

    @Test
    void aStatefulReflectorCountsItsOwnAnswers() {
        ReflectorBench bench = new ReflectorBench(ReflectorBench.stateful());
        for (int number = 4; number < 7; number++) {
            bench.answer(request(number, StampVectors.T1 - 10 + number));
        }

        assertEquals(ReflectorBench.expected(4), bench.answer(request(7, StampVectors.T1)));
        assertEquals(1, bench.count(ReflectorCounter.SESSIONS_OPENED));
    }

    @Test
    void aSignedPacketIsAnsweredSigned() {
        ReflectorBench bench = new ReflectorBench(ReflectorBench.authenticated());

        assertEquals(ReflectorBench.expected(7), bench.answer(6));
    }

    @Test
    void aPacketThatNoKeySignedIsDroppedInSilence() {
        ReflectorBench bench = new ReflectorBench(ReflectorBench.authenticated());

        assertEquals("", bench.answer(8));
        assertEquals(1, bench.count(ReflectorCounter.REFUSED_HMAC));
        assertEquals("", bench.answer(1));
        assertEquals("", bench.answer(29));
        assertEquals(2, bench.count(ReflectorCounter.REFUSED_SHORT));
    }

    @Test
    void theAnswerHasTheKeyOfTheQuestionWhileKeysAreRotated() {
        HmacKey newer = HmacKey.parse(9, "ab".repeat(20));
        List<HmacKey> both = List.of(newer, StampVectors.keys().keys().get(0));
        ReflectorBench bench = new ReflectorBench(OPEN.authenticated(new KeyRing(both)));

        ReflectorPacket answer = read(bench.answer(6), PacketMode.AUTHENTICATED);

        assertEquals(0, new Authenticator(StampVectors.keys()).verify(answer));
        assertEquals(
                Authenticator.NO_KEY,
                new Authenticator(new KeyRing(List.of(newer))).verify(answer));
    }

    @Test
    void withoutLengtheningNoAnswerIsLongerThanItsQuestion() {
        ReflectorPolicy strict = ReflectorPolicy.DEFAULT.withLengthening(false);
        ReflectorBench bench = new ReflectorBench(ReflectorBench.open().with(strict));

        assertEquals("", bench.answer(29)); // 14 octets
        assertEquals("", bench.answer(30)); // 41 octets
        assertEquals(88, bench.answer(1).length()); // 44 octets
        assertEquals(2, bench.count(ReflectorCounter.REFUSED_SHORT));
    }

    @Test
    void shortQuestionsOfTwampSendersGetABasePacketAndNothingShorterIsAnswered() {
        ReflectorBench bench = new ReflectorBench(OPEN);

        for (int vector : new int[] {29, 30}) {
            ReflectorPacket answer = read(bench.answer(vector));
            assertEquals(44, answer.length());
            assertEquals(5, answer.sequenceNumber());
            assertEquals(5, answer.senderSequenceNumber());
            assertEquals(0x8e02, answer.senderErrorEstimate());
            assertEquals(0, answer.ssid());
        }
        assertEquals("", bench.answer(new byte[13]));
        assertEquals("", bench.answer(new byte[0]));
        assertEquals(2, bench.count(ReflectorCounter.REFUSED_SHORT));
    }

    @Test
    void nothingOfWhatLayThereBeforeIsSent() {
        ReflectorBench bench = new ReflectorBench(OPEN);

        String answer = bench.answer(29);

        assertEquals(-1, answer.indexOf("5a5a"), answer);
    }

    @Test
    void answersAreAsLongAsTheirQuestions() {
        ReflectorBench bench = new ReflectorBench(OPEN);
        for (int length = 14; length < 1_500; length++) {
            byte[] octets = new byte[length];
            System.arraycopy(request(1, StampVectors.T1), 0, octets, 0, Math.min(44, length));
            assertEquals(Math.max(44, length) * 2, bench.answer(octets).length());
        }
    }

    @Test
    void paddingOfTwampSendersComesBackAsItWas() {
        ReflectorBench bench = new ReflectorBench(OPEN);
        byte[] octets = new byte[100];
        System.arraycopy(request(1, StampVectors.T1), 0, octets, 0, 44);
        octets[99] = 7;

        String answer = bench.answer(octets);

        assertEquals(HexFormat.of().formatHex(octets, 44, 100), answer.substring(88));
        assertEquals(0, bench.count(ReflectorCounter.TLVS_UNRECOGNIZED));
    }

    @Test
    void multiplierZeroIsDiscarded() {
        ReflectorBench bench = new ReflectorBench(OPEN);

        assertEquals("", bench.answer(31));
        assertEquals(1, bench.count(ReflectorCounter.REFUSED_MULTIPLIER));
    }

    @Test
    void theFormatOfTheStampsIsThatOfTheQuestionUnlessOneIsSet() {
        ReflectorPacket same = read(new ReflectorBench(OPEN).answer(2));
        assertEquals(0xcbd2, same.errorEstimate());
        assertEquals(
                ReflectorBench.T2,
                TimestampFormat.PTP.toEpochNanos(same.receiveTimestamp(), ReflectorBench.T2));

        ReflectorPolicy ntp = ReflectorPolicy.DEFAULT.withTimestamps(TimestampFormat.NTP);
        ReflectorPacket set = read(new ReflectorBench(OPEN.with(ntp)).answer(2));
        assertEquals(0x8bd2, set.errorEstimate());
        assertEquals(0xce02, set.senderErrorEstimate());
        assertEquals(0x6a5d2c00_075bcd15L, set.senderTimestamp());
        assertEquals(
                ReflectorBench.T3,
                TimestampFormat.NTP.toEpochNanos(set.timestamp(), ReflectorBench.T2));
    }

    @Test
    void anUnknownTtlIs255AndTheDscpComesBackWithoutEcn() {
        ReflectorBench bench = new ReflectorBench(OPEN);
        bench.datagram.header(-1, -1);
        assertEquals(255, read(bench.answer(1)).senderTtl());
        assertEquals(0, bench.datagram.answerTrafficClass());

        bench.datagram.header(64, 0x2b); // DSCP 10, ECN 3
        assertEquals(64, read(bench.answer(1)).senderTtl());
        assertEquals(0x28, bench.datagram.answerTrafficClass());
    }

    @Test
    void sourcesThatNoHostHasAreRefused() {
        ReflectorBench bench = new ReflectorBench(OPEN);
        byte[] request = request(1, StampVectors.T1);
        String[] sources = {
            "0.0.0.0", "255.255.255.255", "224.0.0.1", "239.1.2.3", "::", "ff02::1"
        };
        for (String source : sources) {
            bench.datagram.from(source, 40_000);
            assertEquals("", bench.answer(request), source);
        }
        bench.datagram.from("192.0.2.1", 0);
        assertEquals("", bench.answer(request), "port 0");
        bench.datagram.from("192.0.2.2", 862);
        assertEquals("", bench.answer(request), "ourselves");
        bench.datagram.from("192.0.2.1", 40_000).to("224.0.0.9", 862);
        assertEquals("", bench.answer(request), "to a multicast group");
        bench.datagram.to("255.255.255.255", 862);
        assertEquals("", bench.answer(request), "to all");
        assertEquals(sources.length + 4, bench.count(ReflectorCounter.REFUSED_SPOOFED));
        assertEquals(0, bench.count(ReflectorCounter.ANSWERED));
    }

    @Test
    void onlySourcesOfTheAllowListAreAnswered() {
        ReflectorConfig config =
                OPEN.allowing(
                        List.of(Prefix.parse("198.51.100.0/24"), Prefix.parse("2001:db8::/32")));
        ReflectorBench bench = new ReflectorBench(config);

        assertEquals("", bench.answer(1));
        assertEquals(1, bench.count(ReflectorCounter.REFUSED_SOURCE));
        bench.datagram.from("198.51.100.7", 40_000);
        assertEquals(88, bench.answer(1).length());
        bench.datagram.from("2001:db8::7", 40_000);
        assertEquals(88, bench.answer(1).length());
    }

    @Test
    void twoReflectorsDoNotAnswerEachOtherForEver() {
        ReflectorBench bench = new ReflectorBench(OPEN);
        bench.datagram.from("192.0.2.1", 862);
        String first = bench.answer(1); // a sender may use that port
        assertEquals(88, first.length());

        assertEquals("", bench.answer(HexFormat.of().parseHex(first)));
        assertEquals(1, bench.count(ReflectorCounter.REFUSED_REPLY));
    }

    @Test
    void whatIsLongerThanTheBufferIsRefused() {
        ReflectorBench bench = new ReflectorBench(OPEN);

        assertEquals("", bench.answer(new byte[9_217]));
        assertEquals(1, bench.count(ReflectorCounter.REFUSED_OVERSIZE));
    }

    @Test
    void aSourceGetsItsRateAndNoMore() {
        ReflectorLimits limits =
                new ReflectorLimits(16, java.time.Duration.ofSeconds(9), 100, 1_500);
        ReflectorBench bench = new ReflectorBench(OPEN.with(limits));
        int answered = 0;
        for (int i = 0; i < 1_000; i++) { // a thousand within a second, evenly
            bench.datagram.at(ReflectorBench.T2 + i * 1_000_000L);
            answered += bench.answer(1).isEmpty() ? 0 : 1;
        }
        assertEquals(200, answered, 1); // a hundred at once, then a hundred a second
        assertEquals(1_000 - answered, bench.count(ReflectorCounter.REFUSED_RATE));
        bench.datagram.from("192.0.2.77", 40_000);
        assertEquals(88, bench.answer(1).length());
    }
}
