package org.beibu.probe.datagram;

import static java.util.Objects.requireNonNull;
import static org.beibu.probe.datagram.Talk.far;
import static org.beibu.probe.datagram.Talk.hex;
import static org.beibu.probe.datagram.Talk.join;
import static org.beibu.probe.datagram.Talk.near;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.beibu.model.Method;
import org.beibu.probe.capture.SharedCaptures;
import org.junit.jupiter.api.Test;

class StampMatcherTest {
    private static final String T1 = "eeaca314 80000000";
    private static final String T2 = "eeaca314 88000000";
    private static final String T3 = "eeaca314 88100000";

    /** RFC 8762 4.2.1: sequence number, timestamp, Error Estimate, SSID, MBZ. */
    private static byte[] sender(int sequence) {
        return join(u32(sequence), hex(T1, "8e02 0000"), new byte[28]);
    }

    /** RFC 8762 4.3.1. */
    private static byte[] reflection(int own, int sequence) {
        return join(
                u32(own), hex(T3, "8e02 0000", T2), u32(sequence), hex(T1, "8e02 0000 39 000000"));
    }

    /** RFC 8762 4.2.2; the HMAC is not looked at. */
    private static byte[] authenticatedSender(int sequence) {
        return join(u32(sequence), new byte[12], hex(T1, "8e02 0000"), new byte[84]);
    }

    /** RFC 8762 4.3.2. */
    private static byte[] authenticatedReflection(int own, int sequence) {
        return join(
                u32(own),
                new byte[12],
                hex(T3, "8e02 0000 00000000", T2),
                new byte[8],
                u32(sequence),
                new byte[12],
                hex(T1, "8e02 0000 00000000 39"),
                new byte[31]);
    }

    private static byte[] u32(int value) {
        return ByteBuffer.allocate(4).putInt(value).array();
    }

    private final Talk talk = new Talk().port(862);

    @Test
    void fromTheSendersPacketToItsReflection() {
        talk.client(0, sender(7)).server(31, reflection(3, 7));

        assertEquals(List.of(far(Method.STAMP, 31_000, 31_000)), talk.seen);
    }

    @Test
    void packetsOfOwnSessionsAreLeftToThem() {
        OwnPackets own = new OwnPackets();
        talk.timer.leaveOut(own);
        own.sentFrom(List.of(39_999, Talk.CLIENT_PORT), List.of(), List.of(), List.of(Talk.CLIENT));
        talk.client(0, sender(7)).server(31, reflection(3, 7));

        assertEquals(List.of(), talk.seen);
        assertEquals(2, talk.counters.get(DatagramCounter.SESSIONS_OWN));

        own.sentFrom(
                List.of(39_999),
                List.of(),
                List.of(),
                List.of(Talk.CLIENT)); // now it is somebody else's
        talk.client(50, sender(8)).server(81, reflection(4, 8));
        assertEquals(List.of(far(Method.STAMP, 81_000, 31_000)), talk.seen);
    }

    @Test
    void authenticatedPacketsAreReadByTheirOwnLayout() {
        talk.client(0, authenticatedSender(7)).server(31, authenticatedReflection(7, 7));

        assertEquals(List.of(far(Method.STAMP, 31_000, 31_000)), talk.seen);
        assertEquals(112, authenticatedReflection(7, 7).length);
        assertEquals(112, authenticatedSender(7).length);
        assertEquals(44, reflection(7, 7).length);
    }

    @Test
    void theCopiedSequenceNumberCountsNotTheReflectorsOwn() {
        talk.client(0, sender(7)).client(10, sender(8));
        talk.server(12, reflection(7, 8)).server(31, reflection(8, 7));

        assertEquals(
                List.of(far(Method.STAMP, 12_000, 2_000), far(Method.STAMP, 31_000, 31_000)),
                talk.seen);
    }

    @Test
    void theCopiedTimestampMustAgreeToo() {
        byte[] other = reflection(7, 7);
        other[35] = 1;
        talk.client(0, sender(7)).server(31, other);

        assertEquals(List.of(), talk.seen);
        assertEquals(1, talk.count(DatagramCounter.ANSWERS_UNASKED));
    }

    @Test
    void aSecondReflectionTimesNothing() {
        talk.client(0, sender(7)).server(31, reflection(7, 7)).server(40, reflection(8, 7));

        assertEquals(1, talk.seen.size());
        assertEquals(1, talk.count(DatagramCounter.ANSWERS_REPEATED));
    }

    @Test
    void aPacketThatWasSentTwiceIsNotTimed() {
        talk.client(0, sender(7)).client(10, sender(7)).server(31, reflection(7, 7));

        assertEquals(List.of(), talk.seen);
        assertEquals(1, talk.count(DatagramCounter.QUESTIONS_REPEATED));
    }

    @Test
    void twoSessionsOnTheSamePortsAreToldApartByTheirTimestamps() {
        byte[] second = sender(7);
        second[11] = 9;
        byte[] secondBack = reflection(7, 7);
        secondBack[35] = 9;
        talk.client(0, sender(7)).client(1, second);
        talk.server(20, secondBack).server(30, reflection(7, 7));

        assertEquals(
                List.of(far(Method.STAMP, 20_000, 19_000), far(Method.STAMP, 30_000, 30_000)),
                talk.seen);
    }

    @Test
    void bothEndsMayUseTheReflectorsPort() {
        talk.next.from(Talk.CLIENT, 862).to(Talk.SERVER, 862).udp(sender(7));
        talk.say(0);
        talk.next.from(Talk.SERVER, 862).to(Talk.CLIENT, 862).udp(sender(7));
        talk.say(1);
        talk.next.from(Talk.SERVER, 862).to(Talk.CLIENT, 862).udp(reflection(0, 7));
        talk.say(5);
        talk.next.from(Talk.CLIENT, 862).to(Talk.SERVER, 862).udp(reflection(0, 7));
        talk.say(9);

        assertEquals(
                List.of(far(Method.STAMP, 5_000, 5_000), near(Method.STAMP, 9_000, 8_000)),
                talk.seen);
    }

    @Test
    void twampWithoutPaddingIsTimedAndConfiguredPortsAre() {
        Talk other = new Talk(new DatagramConfig(64, 64, 1, List.of(20_862)));
        byte[] twamp = join(u32(7), hex(T1, "8e02"));
        byte[] twampBack = java.util.Arrays.copyOf(reflection(3, 7), 41);
        other.port(20_862).client(0, twamp).server(31, twampBack);
        other.port(862).client(40, sender(7)).server(50, reflection(7, 7));

        assertEquals(List.of(far(Method.STAMP, 31_000, 31_000)), other.seen);
        assertEquals(2, other.count(DatagramCounter.UNTIMED));
    }

    @Test
    void whereverAReflectionIsCutItIsReadWithinWhatWasCaptured() {
        byte[] open = reflection(3, 7);
        byte[] authenticated = authenticatedReflection(3, 8);
        for (int captured = 0; captured <= authenticated.length; captured++) {
            Talk cut = new Talk().port(862);
            cut.client(0, sender(7)).client(0, authenticatedSender(8));
            cut.next.from(Talk.SERVER, 862).to(Talk.CLIENT, Talk.CLIENT_PORT);
            cut.next.udp(authenticated, captured);
            cut.say(5);
            assertEquals(captured >= 72 ? 1 : 0, cut.seen.size(), "authenticated, " + captured);
            if (captured <= open.length) {
                cut.next.udp(open, captured);
                cut.say(6);
                assertEquals(captured >= 36 ? 1 : 0, cut.seen.size(), "open, " + captured);
            }
        }
    }

    @Test
    void everyReflectionOfTheVectorsFindsItsSender() throws IOException {
        Map<String, byte[]> vectors = vectors();

        for (String row : List.of("4", "5", "11", "13", "15", "17", "19", "37", "38")) {
            byte[] reflection = requireNonNull(vectors.get(row));
            byte[] sender = join(copy(reflection, 24, 4), copy(reflection, 28, 8), new byte[32]);
            Talk pair = new Talk().port(862).client(0, sender).server(9, reflection);
            assertEquals(List.of(far(Method.STAMP, 9_000, 9_000)), pair.seen, "row " + row);
        }
        for (String row : List.of("7", "39")) {
            Talk pair = new Talk().port(862).client(0, requireNonNull(vectors.get("6")));
            pair.server(9, requireNonNull(vectors.get(row)));
            assertEquals(List.of(far(Method.STAMP, 9_000, 9_000)), pair.seen, "row " + row);
        }
    }

    @Test
    void noVectorCutAnywhereIsReadBeyondItsEnd() throws IOException {
        Talk all = new Talk().port(862);
        vectors()
                .forEach(
                        (row, octets) -> {
                            for (int captured = 0; captured <= octets.length; captured++) {
                                all.next.from(Talk.CLIENT, 40_000).to(Talk.SERVER, 862);
                                all.next.udp(octets, captured);
                                all.say(captured);
                                all.next.from(Talk.SERVER, 862).to(Talk.CLIENT, 862);
                                all.say(captured);
                            }
                        });
        assertTrue(all.count(DatagramCounter.MALFORMED) > 0);
    }

    private static byte[] copy(byte[] from, int at, int length) {
        return java.util.Arrays.copyOfRange(from, at, at + length);
    }

    private static Map<String, byte[]> vectors() throws IOException {
        Path folder = SharedCaptures.orSkip().folder().resolveSibling("stamp-vectors");
        Map<String, byte[]> rows = new HashMap<>();
        for (String line : Files.readAllLines(folder.resolve("stamp_rfc_vectors.tsv"))) {
            String[] fields = line.split("\t", -1);
            if (fields.length > 5 && !fields[0].equals("id")) {
                rows.put(fields[0], hex(fields[5]));
            }
        }
        assertEquals(41, rows.size());
        return rows;
    }
}
