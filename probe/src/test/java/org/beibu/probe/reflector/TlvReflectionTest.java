package org.beibu.probe.reflector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Optional;
import org.beibu.model.Address;
import org.beibu.probe.stamp.Authenticator;
import org.beibu.probe.stamp.ClassOfService;
import org.beibu.probe.stamp.DirectMeasurement;
import org.beibu.probe.stamp.FollowUpTelemetry;
import org.beibu.probe.stamp.Location;
import org.beibu.probe.stamp.PacketMode;
import org.beibu.probe.stamp.ReflectorPacket;
import org.beibu.probe.stamp.ReplyTlvs;
import org.beibu.probe.stamp.StampVectors;
import org.beibu.probe.stamp.TimestampFormat;
import org.beibu.probe.stamp.TimestampInformation;
import org.beibu.probe.stamp.TlvCursor;
import org.beibu.probe.stamp.TlvIntegrity;
import org.beibu.probe.stamp.TlvWriter;
import org.junit.jupiter.api.Test;

/** What is answered to TLVs: flags, Values, and the HMAC over them. */
class TlvReflectionTest {
    private final ReflectorBench open = new ReflectorBench(ReflectorBench.open());
    private final ReflectorBench stateful = new ReflectorBench(ReflectorBench.stateful());
    private final ReflectorBench authenticated = new ReflectorBench(ReflectorBench.authenticated());

    private static String tlvs(String answer) {
        return answer.substring(PacketMode.OPEN.length() * 2);
    }

    private static String signedTlvs(String answer) {
        return answer.substring(PacketMode.AUTHENTICATED.length() * 2);
    }

    private static ReplyTlvs read(String answer) {
        ByteBuffer octets = ByteBuffer.wrap(HexFormat.of().parseHex(answer));
        return new ReplyTlvs().read(octets, PacketMode.OPEN.length(), octets.capacity());
    }

    private static byte[] request(int type, String value) {
        byte[] octets = HexFormat.of().parseHex(value);
        ByteBuffer packet = ByteBuffer.allocate(48 + octets.length);
        packet.put(0, StampVectors.of(1).payload().array());
        packet.put(new TlvWriter(packet, 44).append(type, octets.length), octets);
        return packet.array();
    }

    @Test
    void paddingComesBackUnderstood() {
        assertEquals("000100080000000000000000", tlvs(open.answer(9)));
    }

    @Test
    void aPermittedDscpIsUsedAndThatOfTheQuestionTold() {
        open.datagram.header(60, 10 << 2 | 1);

        String answer = open.answer(10);

        assertEquals(tlvs(StampVectors.of(11).hex()), tlvs(answer));
        assertEquals(46 << 2, open.datagram.answerTrafficClass());
    }

    @Test
    void aDscpThatPolicyRefusesIsToldAndTheQuestionsIsUsed() {
        ReflectorPolicy low = ReflectorPolicy.DEFAULT.withDscps(1L << 8 | 1L << 10);
        ReflectorBench bench = new ReflectorBench(ReflectorBench.open().with(low));
        bench.datagram.header(60, 8 << 2);

        Optional<ClassOfService> service = read(bench.answer(10)).classOfService();

        assertEquals(Optional.of(new ClassOfService(46, 8, 0, true)), service);
        assertEquals(8 << 2, bench.datagram.answerTrafficClass());
    }

    @Test
    void whereTheTrafficClassCannotBeReadClassOfServiceIsNotUnderstood() {
        open.datagram.header(-1, -1);

        assertEquals(tlvs(StampVectors.of(10).hex()), tlvs(open.answer(10)));
        assertEquals(1, open.count(ReflectorCounter.TLVS_UNRECOGNIZED));
    }

    @Test
    void countsAreThoseOfTheSession() {
        stateful.answer(12);

        ReplyTlvs second = read(stateful.answer(12));

        assertEquals(Optional.of(new DirectMeasurement(1000, 2, 2)), second.directMeasurement());
        assertEquals(tlvs(StampVectors.of(12).hex()), tlvs(open.answer(12))); // no session: U
    }

    @Test
    void timestampInformationTellsClockAndMethod() {
        assertEquals(tlvs(StampVectors.of(15).hex()), tlvs(open.answer(14)));
        assertEquals(
                Optional.of(new TimestampInformation(1, 2, 1, 2)),
                read(open.answer(14)).timestampInformation());
    }

    @Test
    void followUpTellsTheDepartureOfAnEarlierAnswer() {
        String zeros = "00070010" + "00".repeat(16);
        assertEquals(zeros, tlvs(open.answer(16)));
        assertEquals(zeros, tlvs(stateful.answer(16)));
        long tag = stateful.datagram.departureTag();
        assertTrue(tag >= 0);

        long departed = ReflectorBench.T3 + 1_234;
        stateful.reflection.onDeparture(tag, departed);
        Optional<FollowUpTelemetry> told = read(stateful.answer(16)).followUpTelemetry();

        long stamp = TimestampFormat.NTP.fromEpochNanos(departed);
        assertEquals(Optional.of(new FollowUpTelemetry(0, stamp, 2)), told);
    }

    @Test
    void anAddressThatTheSocketDoesNotTellIsNotMadeUp() {
        String asked = "0000000000040010" + "00".repeat(16);
        open.datagram.to("::", 862);

        String answered = tlvs(open.answer(request(2, asked)));

        assertEquals("00020018" + "035e9c40" + "80040010" + "00".repeat(16), answered);
    }

    @Test
    void onceAskedTheDepartureOfEveryAnswerOfTheSessionIsWanted() {
        stateful.answer(9);
        assertEquals(-1, stateful.datagram.departureTag());

        stateful.answer(16);
        stateful.answer(9);
        stateful.reflection.onDeparture(stateful.datagram.departureTag(), ReflectorBench.T3);

        assertEquals(
                Optional.of(2), // the answer before, which nobody asked about
                read(stateful.answer(16))
                        .followUpTelemetry()
                        .map(FollowUpTelemetry::sequenceNumber));
    }

    @Test
    void locationTellsPortsAndAddresses() {
        open.datagram.from("127.0.0.1", 40_000).to("127.0.0.2", 862);
        assertEquals(tlvs(StampVectors.of(19).hex()), tlvs(open.answer(18)));

        ByteBuffer packet = ByteBuffer.allocate(92);
        packet.put(0, StampVectors.of(1).payload().array());
        int value = new TlvWriter(packet, 44).append(2, Location.REQUEST.length());
        Location.REQUEST.write(packet, value);
        open.datagram.from("2001:db8::1", 40_000).to("2001:db8::2", 8_620);
        Optional<Location> location = read(open.answer(packet.array())).location();

        assertEquals(
                Optional.of(
                        new Location(
                                8_620,
                                40_000,
                                Optional.of(Address.parse("2001:db8::2")),
                                Optional.of(Address.parse("2001:db8::1")))),
                location);
    }

    @Test
    void locationAnswersWhatItKnowsAndMarksTheRest() {
        String mac = "80010008" + "00".repeat(8);
        String unknown = "80630001" + "77";
        String odd = "80040002" + "0000";

        String answer = tlvs(open.answer(request(2, "00000000" + mac + unknown + odd)));

        assertEquals(
                "0002001b"
                        + "035e9c40"
                        + "00020008"
                        + "00".repeat(8)
                        + "8063000177"
                        + "400400020000",
                answer);
    }

    @Test
    void accessReportsComeBackUnlessTheirIdIsNotAssigned() {
        assertEquals("0006000410010000", tlvs(open.answer(request(6, "10010000"))));
        assertEquals("0006000420020000", tlvs(open.answer(request(6, "20020000"))));
        assertEquals("8006000430010000", tlvs(open.answer(request(6, "30010000"))));
    }

    @Test
    void whatIsNotUnderstoodComesBackAsItWas() {
        assertEquals(tlvs(StampVectors.of(37).hex()), tlvs(open.answer(23)));
        for (int vector : new int[] {26, 27, 28, 40}) { // others' addresses and return paths
            assertEquals(tlvs(StampVectors.of(vector).hex()), tlvs(open.answer(vector)));
        }
        assertEquals(5, open.count(ReflectorCounter.TLVS_UNRECOGNIZED));
        open.datagram.to("192.0.2.7", 862);
        assertEquals("00090004c0000207", tlvs(open.answer(26))); // it came to that address
    }

    @Test
    void aMalformedTlvEndsTheProcessing() {
        assertEquals(tlvs(StampVectors.of(38).hex()), tlvs(open.answer(24)));
        assertEquals("4001004000000000", tlvs(open.answer(25)));
        ByteBuffer packet = ByteBuffer.allocate(62);
        packet.put(0, StampVectors.of(1).payload().array());
        TlvWriter writer = new TlvWriter(packet, 44);
        writer.append(1, 2);
        writer.append(4, 0);
        writer.append(4, 4);

        assertEquals(
                "000100020000" + "40040000" + "8004000400000000",
                tlvs(open.answer(packet.array())));
        assertEquals(3, open.count(ReflectorCounter.TLVS_MALFORMED));
    }

    @Test
    void strayOctetsAreCopiedAndCounted() {
        assertEquals("00040004" + "b8000000" + "8001", tlvs(open.answer(41)));
        assertEquals(1, open.count(ReflectorCounter.TLVS_MALFORMED));
    }

    @Test
    void signedTlvsAreAnsweredSignedWithFlagsAndTheNumberOfTheAnswer() {
        ReflectorConfig stateless = ReflectorBench.authenticated();
        ReflectorBench bench =
                new ReflectorBench(stateless.with(stateless.policy().withState(true)));
        for (int vector : new int[] {20, 21}) {
            ByteBuffer octets = ByteBuffer.wrap(HexFormat.of().parseHex(bench.answer(vector)));
            ReflectorPacket answer = new ReflectorPacket();
            answer.wrap(octets, 0, octets.capacity(), PacketMode.AUTHENTICATED);
            Authenticator keys = new Authenticator(StampVectors.keys());

            assertEquals(0, keys.verify(answer));
            assertEquals(120, new TlvIntegrity(keys).check(answer, 0));
            assertEquals(vector - 20, answer.sequenceNumber());
            TlvCursor cursor = new TlvCursor().wrap(octets, 112, octets.capacity());
            while (cursor.next()) {
                assertEquals(0, cursor.flags());
            }
        }
    }

    @Test
    void inOpenModeTheHmacTlvIsVerifiedAndMadeToo() {
        assertEquals(
                "20040004b8000000" + "20080010b6ba3e74ddb7a04bb4b142f70c11b7b5",
                tlvs(open.answer(34))); // without a key their integrity cannot be told
        assertEquals(1, open.count(ReflectorCounter.TLVS_INTEGRITY_FAILED));

        ReflectorBench keyed = new ReflectorBench(ReflectorBench.open().open(StampVectors.keys()));
        ByteBuffer octets = ByteBuffer.wrap(HexFormat.of().parseHex(keyed.answer(34)));
        ReflectorPacket answer = new ReflectorPacket();
        answer.wrap(octets, 0, octets.capacity(), PacketMode.OPEN);
        TlvIntegrity integrity = new TlvIntegrity(new Authenticator(StampVectors.keys()));
        assertEquals(52, integrity.check(answer, Authenticator.NO_KEY));
        assertEquals(46 << 2, keyed.datagram.answerTrafficClass());
    }

    @Test
    void aMisplacedOrMissingHmacTlvFailsAllOfThem() {
        String answer = authenticated.answer(22);
        assertEquals(signedTlvs(StampVectors.of(39).hex()), signedTlvs(answer));
        assertEquals("20040004b8000000", signedTlvs(authenticated.answer(33)));
        assertEquals(2, authenticated.count(ReflectorCounter.TLVS_INTEGRITY_FAILED));
        assertEquals(0, authenticated.datagram.answerTrafficClass()); // it was not obeyed
    }

    @Test
    void paddingAloneNeedsNoHmacTlv() {
        assertEquals("000100080000000000000000", signedTlvs(authenticated.answer(32)));
        assertEquals(0, authenticated.count(ReflectorCounter.TLVS_INTEGRITY_FAILED));
    }

    @Test
    void everyVectorOfASenderIsAnsweredAtItsLengthOrNotAtAll() {
        for (ReflectorBench bench : new ReflectorBench[] {open, stateful, authenticated}) {
            for (StampVectors.Vector vector : StampVectors.all()) {
                int length = bench.answer(vector.id()).length() / 2;
                int asked = vector.payload().capacity();
                assertTrue(length == 0 || length == Math.max(asked, 44), vector.toString());
            }
        }
    }
}
