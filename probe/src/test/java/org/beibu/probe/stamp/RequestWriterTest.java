package org.beibu.probe.stamp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class RequestWriterTest {
    private static final RequestFormat OPEN = RequestFormat.of(PacketMode.OPEN);
    private static final RequestFormat AUTHENTICATED = RequestFormat.of(PacketMode.AUTHENTICATED);

    private static String written(RequestFormat format, int sequenceNumber) {
        return written(format, sequenceNumber, StampVectors.T1, StampVectors.ERROR_ESTIMATE);
    }

    private static String written(
            RequestFormat format, int sequenceNumber, long epochNanos, int errorEstimate) {
        RequestWriter writer = new RequestWriter(format, new Authenticator(StampVectors.keys()));
        ByteBuffer buffer = ByteBuffer.allocate(3 + writer.length());
        writer.prepare(buffer, 3);
        writer.write(buffer, 3, 999, 1, 2); // of which nothing may be left
        writer.write(buffer, 3, sequenceNumber, epochNanos, errorEstimate);
        return HexFormat.of().formatHex(buffer.array(), 3, buffer.capacity());
    }

    private static void assertVector(int id, String written) {
        assertEquals(StampVectors.of(id).hex(), written, StampVectors.of(id).name());
    }

    @Test
    void basePacketsAreThoseOfTheVectors() {
        assertVector(1, written(OPEN, 7));
        assertVector(3, written(OPEN.withSsid(0x1234), 0));
        assertVector(6, written(AUTHENTICATED, 7));
        long moment = 1_784_491_008_123_456_789L;
        assertVector(2, written(OPEN.withTimestamps(TimestampFormat.PTP), 7, moment, 0xce02));
    }

    @Test
    void tlvsAreThoseOfTheVectors() {
        assertVector(9, written(OPEN.withLength(56), 1));
        assertVector(10, written(OPEN.withTlvs(List.of(ClassOfService.request(46))), 1));
        assertVector(14, written(OPEN.withTlvs(List.of(TimestampInformation.REQUEST)), 1));
        assertVector(16, written(OPEN.withTlvs(List.of(FollowUpTelemetry.REQUEST)), 2));
    }

    @Test
    void directMeasurementTellsHowManyWereSent() {
        String written = written(OPEN.withTlvs(List.of(DirectMeasurement.request(0))), 999);

        assertEquals(
                StampVectors.of(12).hex().substring(88), written.substring(88)); // S_TxC is 1000
    }

    @Test
    void authenticatedTlvsAreFollowedByTheirHmacAndPaddingNeedsNone() {
        RequestFormat marked = AUTHENTICATED.withTlvs(List.of(ClassOfService.request(46)));

        assertVector(20, written(marked, 7));
        assertVector(21, written(marked.withLength(148), 7));
        assertVector(32, written(AUTHENTICATED.withLength(124), 7));
    }

    @Test
    void aLengthThatNoPaddingCanReachIsRefused() {
        for (int length : new int[] {1, 43, 45, 47, 65_508}) {
            assertThrows(IllegalArgumentException.class, () -> OPEN.withLength(length));
        }
        assertEquals(44, OPEN.withLength(44).length());
        assertEquals(48, OPEN.withLength(48).length());
        assertEquals(65_507, OPEN.withLength(65_507).length());
        assertThrows(IllegalArgumentException.class, () -> OPEN.withSsid(65_536));
    }

    @Test
    void authenticatedPacketsNeedAKey() {
        Authenticator none = new Authenticator(KeyRing.NONE);

        assertThrows(IllegalArgumentException.class, () -> new RequestWriter(AUTHENTICATED, none));
    }
}
