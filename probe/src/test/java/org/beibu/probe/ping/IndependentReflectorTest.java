package org.beibu.probe.ping;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.beibu.probe.active.metrics.SessionFigures;
import org.beibu.probe.stamp.Location;
import org.beibu.probe.stamp.PacketMode;
import org.beibu.probe.stamp.RequestFormat;
import org.beibu.probe.stamp.TimestampFormat;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The Session-Sender against a Session-Reflector in Python that checks every field of the
 * questions.
 */
@Tag("interop")
class IndependentReflectorTest {
    private static PeerPing sound(RequestFormat format, int octets, String... words)
            throws Exception {
        PeerPing told = PeerPing.run(format, 0, words);

        assertEquals(List.of(PeerPing.COUNT + " questions"), told.peer, "faults of the questions");
        assertEquals(PeerPing.COUNT, told.session().roundTrip().count());
        assertEquals(Map.of(), told.figures().refused());
        assertTrue(told.figures().ssid());
        for (PingReply reply : told.replies) {
            assertEquals(octets, reply.octets());
            assertEquals(255, reply.senderTtl());
            assertTrue(reply.delayNanos() > 0 && reply.delayNanos() < 1_000_000_000L);
        }
        return told;
    }

    @Test
    void openQuestionsInBothFormatsAreSoundAndTheirAnswersAreTimed() throws Exception {
        sound(PeerPing.OPEN, 44);
        sound(PeerPing.OPEN.withTimestamps(TimestampFormat.PTP), 44);
        sound(PeerPing.OPEN, 44, "ptp");
        sound(PeerPing.OPEN.withLength(1_472), 1_472, "ptp");
        sound(PeerPing.OPEN, 44, "host=::1");
    }

    @Test
    void signedQuestionsAreSoundAndTheirAnswersAreTimed() throws Exception {
        sound(PeerPing.SIGNED, 112, "key=" + PeerPing.KEY);
        sound(PeerPing.SIGNED.withLength(500), 500, "key=" + PeerPing.KEY, "ptp");
    }

    @Test
    void lossIsDirectionalWhereThePeerCounts() throws Exception {
        SessionFigures session =
                PeerPing.run(PeerPing.OPEN, 0, "stateful", "break=lossy").session();

        assertTrue(session.isDirectional());
        assertEquals(1, session.forwardLost());
        assertEquals(1, session.backwardLost());
        assertEquals(PeerPing.COUNT - 2, session.received());
    }

    @Test
    void whatThePeerPutsIntoTlvsIsRead() throws Exception {
        for (RequestFormat format : List.of(PeerPing.OPEN, PeerPing.SIGNED)) {
            boolean signed = format.mode() == PacketMode.AUTHENTICATED;
            int tlvs = 8 + 16 + 4 + Location.REQUEST.length() + 8 + 20;
            int octets = signed ? 112 + tlvs + 20 : 44 + tlvs;
            PeerPing told =
                    sound(
                            format.withTlvs(PeerPing.TLVS),
                            octets,
                            "stateful",
                            signed ? "key=" + PeerPing.KEY : "open");

            for (int i = 0; i < PeerPing.COUNT; i++) {
                String text = told.replies.get(i).tlvs();
                assertTrue(
                        text.startsWith(
                                "dscp there 10 back 46, counts %d/%d/%d, clock "
                                        .formatted(i + 1, i + 1, i + 1)),
                        text);
                assertTrue(text.contains("seen as 127.0.0.1:"), text);
            }
        }
    }

    @Test
    void twampLightIsSpokenInBothRoles() throws Exception {
        for (int padding : new int[] {0, 142}) {
            PeerPing told = PeerPing.run(RequestFormat.of(PacketMode.OPEN), padding, "light");

            assertEquals(List.of(PeerPing.COUNT + " questions"), told.peer);
            assertEquals(PeerPing.COUNT, told.session().roundTrip().count());
            assertEquals(Math.max(44, padding), told.replies.get(0).octets());
        }
    }
}
