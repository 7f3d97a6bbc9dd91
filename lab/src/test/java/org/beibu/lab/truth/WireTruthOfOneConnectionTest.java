package org.beibu.lab.truth;

import static org.beibu.lab.truth.Wire.ack;
import static org.beibu.lab.truth.Wire.data;
import static org.beibu.lab.truth.Wire.sack;
import static org.beibu.lab.truth.Wire.sample;
import static org.beibu.lab.truth.Wire.stamps;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class WireTruthOfOneConnectionTest {
    private static OptionalLong micros(long micros) {
        return OptionalLong.of(micros * 1000);
    }

    @Test
    void theTruthIsBothOneWayDelaysWithoutTheClientsTimeToAnswer() {
        WireTruth truth =
                new Wire()
                        .segment(0, 1000, data(1, 100, 1, ""))
                        .answer(1040, 2050, ack(101, ""))
                        .truth();

        assertEquals(micros(2010), truth.of(sample(2050, "data-ack", 2050)));
    }

    @Test
    void aHandshakeIsAnsweredByTheAckOfTheSyn() {
        WirePacket.Content synAck =
                new WirePacket.Content(
                        Wire.SERVER, Wire.CLIENT, 99, 500, Wire.SYN | Wire.ACK, 100, 0, 0, "");
        WireTruth truth =
                new Wire().segment(0, 500, synAck).answer(505, 1010, ack(100, "")).truth();

        assertEquals(micros(1005), truth.of(sample(1010, "handshake", 1010)));
    }

    @Test
    void aFinCountsOne() {
        WirePacket.Content fin =
                new WirePacket.Content(
                        Wire.SERVER, Wire.CLIENT, 1, 500, Wire.FIN | Wire.ACK, 100, 10, 3, "");
        WireTruth truth = new Wire().segment(0, 500, fin).answer(505, 1010, ack(12, "")).truth();

        assertEquals(micros(1005), truth.of(sample(1010, "data-ack", 1010)));
    }

    @Test
    void aLostFirstTransmissionDoesNotLengthenTheTruth() {
        WireTruth truth =
                new Wire()
                        .lostSegment(0, data(1, 100, 1, ""))
                        .segment(200_000, 201_000, data(1, 100, 2, ""))
                        .answer(201_010, 202_010, ack(101, ""))
                        .truth();

        assertEquals(micros(2000), truth.of(sample(202_010, "data-ack", 202_010)));
    }

    @Test
    void theTransmissionThatArrivedFirstWasAnswered() {
        WireTruth truth =
                new Wire()
                        .segment(0, 1000, data(1, 100, 1, ""))
                        .segment(1500, 2500, data(1, 100, 2, ""))
                        .answer(1010, 2010, ack(101, ""))
                        .truth();

        assertEquals(micros(2000), truth.of(sample(2010, "data-ack", 510)));
    }

    @Test
    void aSackAnswersTheSegmentThatEndsAtItsRightEdge() {
        WireTruth truth =
                new Wire()
                        .segment(0, 1000, data(1, 100, 1, ""))
                        .lostSegment(1, data(101, 100, 2, ""))
                        .segment(50, 1100, data(201, 100, 3, ""))
                        .answer(1120, 2120, ack(101, sack(201, 301)))
                        .truth();

        assertEquals(micros(2050), truth.of(sample(2120, "data-ack", 2070)));
    }

    @Test
    void aTimestampAnswersTheFirstPacketThatCarriedTheTsval() {
        WireTruth truth =
                new Wire()
                        .segment(0, 1000, data(1, 100, 1, stamps(77, 5)))
                        .segment(400, 1500, data(101, 100, 2, stamps(77, 5)))
                        .answer(1510, 2510, ack(201, stamps(9, 77)))
                        .truth();

        assertEquals(micros(2000), truth.of(sample(2510, "timestamp", 2510)));
        assertEquals(micros(2100), truth.of(sample(2510, "data-ack", 2110)));
    }

    @Test
    void ofSeveralAcksInOneMicrosecondTheLargestTruthNotAboveTheSampleCounts() {
        WireTruth truth =
                new Wire()
                        .segment(0, 1000, data(1, 100, 1, ""))
                        .segment(300, 1000, data(101, 100, 2, ""))
                        .answer(1000, 2000, ack(101, ""))
                        .answer(1000, 2000, ack(201, ""))
                        .truth();

        assertEquals(micros(2000), truth.of(sample(2000, "data-ack", 2000)));
        assertEquals(micros(1700), truth.of(sample(2000, "data-ack", 1999)));
        assertEquals(micros(1700), truth.of(sample(2000, "data-ack", 10)), "the smallest of all");
    }

    @Test
    void nothingIsKnownOfASampleWhoseAnswerIsNotInBothRecordings() {
        WireTruth truth =
                new Wire()
                        .segment(0, 1000, data(1, 100, 1, ""))
                        .answer(1010, 2010, ack(90, ""))
                        .truth();

        assertTrue(truth.of(sample(2010, "data-ack", 2010)).isEmpty(), "no segment ends at 90");
        assertTrue(truth.of(sample(2222, "data-ack", 2010)).isEmpty(), "no answer at that time");
    }

    @Test
    void onlyTheHalfOfTheClientIsJudged() {
        Sample near = new Sample(0, "handshake", 5, Wire.SERVER, Wire.CLIENT, "clean");

        assertFalse(WireTruth.isFarHalf(near));
        assertTrue(WireTruth.isFarHalf(sample(0, "handshake", 5)));
    }
}
