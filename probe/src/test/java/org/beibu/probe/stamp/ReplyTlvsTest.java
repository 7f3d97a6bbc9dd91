package org.beibu.probe.stamp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.beibu.model.Address;
import org.junit.jupiter.api.Test;

class ReplyTlvsTest {
    private static ReplyTlvs read(int id) {
        StampVectors.Vector vector = StampVectors.of(id);
        ByteBuffer payload = vector.payload();
        return new ReplyTlvs().read(payload, vector.mode().length(), payload.capacity());
    }

    @Test
    void whatTheReflectorTellsIsRead() {
        assertEquals(Optional.of(new ClassOfService(46, 10, 1, false)), read(11).classOfService());
        assertEquals(
                Optional.of(new DirectMeasurement(1000, 998, 997)), read(13).directMeasurement());
        assertEquals(
                Optional.of(new TimestampInformation(1, 2, 1, 2)), read(15).timestampInformation());
        assertEquals(
                Optional.of(new FollowUpTelemetry(1, 0xeeaca314_88100000L, 1)),
                read(17).followUpTelemetry());
        assertEquals(
                Optional.of(StampingMethod.HARDWARE_ASSISTED),
                read(17).followUpTelemetry().flatMap(FollowUpTelemetry::stampingMethod));
        assertEquals(
                Optional.of(
                        new Location(
                                862,
                                40_000,
                                Optional.empty(),
                                Optional.of(Address.parse("127.0.0.1")))),
                read(19).location());
    }

    @Test
    void anUnrecognizedTlvIsSkipped() {
        ReplyTlvs tlvs = read(37);

        assertEquals(1, tlvs.unrecognized());
        assertFalse(tlvs.isMalformed());
        assertEquals(Optional.empty(), read(10).classOfService()); // U is set in a request
    }

    @Test
    void aMalformedTlvEndsTheReading() {
        ByteBuffer buffer = ByteBuffer.allocate(24);
        TlvWriter writer = new TlvWriter(buffer, 0);
        ClassOfService.request(7).write(buffer, writer.append(0, 4, 4));
        writer.append(TlvType.MALFORMED, 200, 0);
        writer.append(0, TlvType.ACCESS_REPORT.code(), 4);

        ReplyTlvs tlvs = new ReplyTlvs().read(buffer, 0, writer.at());

        assertTrue(tlvs.isMalformed());
        assertTrue(tlvs.classOfService().isPresent());
        assertTrue(tlvs.accessReport().isEmpty());
        assertTrue(read(38).isMalformed());
        assertTrue(read(25).isMalformed());
        assertTrue(read(41).isMalformed());
    }

    @Test
    void aWrongLengthIsMalformedWhateverTheFlagsSay() {
        ByteBuffer buffer = ByteBuffer.allocate(16);
        new TlvWriter(buffer, 0).append(0, TlvType.DIRECT_MEASUREMENT.code(), 11);

        ReplyTlvs tlvs = new ReplyTlvs().read(buffer, 0, 15);

        assertTrue(tlvs.isMalformed());
        assertEquals(Optional.empty(), tlvs.directMeasurement());
    }

    @Test
    void oneFailureOfIntegrityVoidsAllTlvs() {
        ByteBuffer buffer = ByteBuffer.allocate(24);
        TlvWriter writer = new TlvWriter(buffer, 0);
        ClassOfService.request(7).write(buffer, writer.append(0, 4, 4));
        writer.append(TlvType.INTEGRITY | TlvType.UNRECOGNIZED, 200, 0);

        ReplyTlvs tlvs = new ReplyTlvs().read(buffer, 0, writer.at());

        assertTrue(tlvs.isIntegrityFailed());
        assertEquals(Optional.empty(), tlvs.classOfService());
        assertTrue(read(39).isIntegrityFailed());
    }

    @Test
    void nothingIsLeftOfThePacketBefore() {
        ReplyTlvs tlvs = new ReplyTlvs();
        ByteBuffer payload = StampVectors.of(11).payload();
        tlvs.read(payload, 44, 52);
        tlvs.read(payload, 44, 44);

        assertEquals(Optional.empty(), tlvs.classOfService());
    }

    @Test
    void valuesThatAreWrittenAreReadAgain() {
        ByteBuffer buffer = ByteBuffer.allocate(64);
        new ClassOfService(63, 1, 2, true).write(buffer, 0);
        assertEquals(new ClassOfService(63, 1, 2, true), ClassOfService.read(buffer, 0));
        ClassOfService.answer(buffer, 0, 0x29, false); // DSCP 10, ECN 1
        assertEquals(new ClassOfService(63, 10, 1, false), ClassOfService.read(buffer, 0));
        AccessReport report = new AccessReport(AccessReport.NON_THREE_GPP, 2);
        report.write(buffer, 8);
        assertEquals(report, AccessReport.read(buffer, 8));
        assertTrue(AccessReport.isKnown(buffer, 8));
        assertFalse(AccessReport.isKnown(buffer, 16));
        TimestampInformation.answer(
                buffer,
                16,
                SyncSource.PTP,
                StampingMethod.HARDWARE_ASSISTED,
                StampingMethod.SOFTWARE_LOCAL);
        assertEquals(new TimestampInformation(2, 1, 2, 2), TimestampInformation.read(buffer, 16));
        FollowUpTelemetry.answer(buffer, 24, -1, 99, 2);
        assertEquals(new FollowUpTelemetry(-1, 99, 2), FollowUpTelemetry.read(buffer, 24));
    }
}
