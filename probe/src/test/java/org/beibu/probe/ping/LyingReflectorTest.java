package org.beibu.probe.ping;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.beibu.probe.stamp.RequestFormat;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The Session-Sender against a Session-Reflector in Python that lies in each answer but the first.
 */
@Tag("interop")
class LyingReflectorTest {
    @Test
    void aPeerThatForgetsTheSsidIsTimedAllTheSame() throws Exception {
        PeerPing told = PeerPing.run(PeerPing.OPEN, 0, "break=no-ssid");

        assertEquals(PeerPing.COUNT, told.session().roundTrip().count());
    }

    @Test
    void forgedAndBrokenAnswersAreRefusedByReason() throws Exception {
        record Lie(String name, RequestFormat format, PingRefusal refusal) {}
        for (Lie lie :
                List.of(
                        new Lie("hmac", PeerPing.SIGNED, PingRefusal.WRONG_KEY),
                        new Lie("ssid", PeerPing.OPEN, PingRefusal.STRANGER),
                        new Lie("stranger", PeerPing.OPEN, PingRefusal.STRANGER),
                        new Lie("multiplier", PeerPing.OPEN, PingRefusal.MALFORMED),
                        new Lie("short", PeerPing.OPEN, PingRefusal.MALFORMED),
                        new Lie("short", PeerPing.SIGNED, PingRefusal.MALFORMED))) {
            boolean signed = lie.format().equals(PeerPing.SIGNED);
            PeerPing told =
                    PeerPing.run(
                            lie.format(),
                            0,
                            "break=" + lie.name(),
                            signed ? "key=" + PeerPing.KEY : "open");

            assertEquals(
                    Map.of(lie.refusal(), PeerPing.COUNT - 1L),
                    told.figures().refused(),
                    lie.name());
            assertEquals(PeerPing.COUNT - 1, told.session().lost(), lie.name());
            assertEquals(1, told.session().roundTrip().count(), lie.name());
        }
    }

    @Test
    void copiesAndReplaysAreNoMoreThanDuplicates() throws Exception {
        for (String name : new String[] {"twice", "old"}) {
            PeerPing told = PeerPing.run(PeerPing.OPEN, 0, "stateful", "break=" + name);

            assertEquals(PeerPing.COUNT, told.session().roundTrip().count(), name);
            assertEquals(PeerPing.COUNT - 1, told.session().duplicates(), name);
            assertEquals(0, told.session().lost(), name);
        }
    }

    @Test
    void answersToNothingThatWasSentAreNotTimed() throws Exception {
        PeerPing told = PeerPing.run(PeerPing.OPEN, 0, "break=number");

        assertEquals(PeerPing.COUNT - 1, told.session().unknown());
        assertEquals(PeerPing.COUNT - 1, told.session().lost());
        assertEquals(1, told.session().roundTrip().count());
    }

    @Test
    void answersWhoseTimesCannotBeAreReceivedButNotTimed() throws Exception {
        PeerPing told = PeerPing.run(PeerPing.OPEN, 0, "break=time");

        assertEquals(PeerPing.COUNT, told.session().received());
        assertEquals(PeerPing.COUNT - 1, told.session().untimed(), told.arrivals().toString());
        assertEquals(1, told.session().roundTrip().count());
    }

    @Test
    void answersLongerThanTheirQuestionAreTimedAllTheSame() throws Exception {
        PeerPing told = PeerPing.run(PeerPing.OPEN, 0, "break=long");

        assertEquals(PeerPing.COUNT, told.session().roundTrip().count());
        assertEquals(68, told.replies.get(1).octets());
    }

    @Test
    void flagsOfRefusedTlvsAreTold() throws Exception {
        for (String[] lie :
                new String[][] {
                    {"unknown", "TLVs not understood (U)"},
                    {"malformed", "TLVs malformed (M)"},
                    {"integrity", "TLVs refused (I)"},
                }) {
            for (RequestFormat format : List.of(PeerPing.OPEN, PeerPing.SIGNED)) {
                boolean signed = format.equals(PeerPing.SIGNED);
                PeerPing told =
                        PeerPing.run(
                                format.withTlvs(PeerPing.TLVS),
                                0,
                                "break=" + lie[0],
                                signed ? "key=" + PeerPing.KEY : "open");

                assertEquals(PeerPing.COUNT, told.session().roundTrip().count(), lie[0]);
                String text = told.replies.get(1).tlvs();
                boolean copied = signed && lie[0].equals("malformed"); // its HMAC TLV, too
                assertTrue(text.contains(copied ? "TLVs not signed" : lie[1]), lie[0] + text);
            }
        }
    }
}
