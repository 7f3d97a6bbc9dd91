package org.beibu.router.bgp.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.beibu.router.bgp.message.BgpMessage;
import org.beibu.router.bgp.message.Family;
import org.beibu.router.bgp.message.PathAttributes;
import org.beibu.router.bgp.message.RouteGroup;
import org.beibu.router.bgp.message.RouteRefreshMessage;
import org.beibu.router.bgp.message.UpdateMessage;

/** What holds for every answer of the decoder, whatever the octets were. */
public final class CodecPromises {
    private CodecPromises() {}

    /** Fails when one of them is broken. */
    public static void check(Decoded decoded, SessionFormat format) {
        if (decoded instanceof Decoded.Bad bad) {
            assertTrue(bad.answer().code() >= 1 && bad.answer().code() <= 7, bad.toString());
            assertEquals(1, BgpEncoder.encode(bad.answer(), format).size());
            return;
        }
        Decoded.Good good = (Decoded.Good) decoded;
        Reaction strongest = Reaction.NONE;
        for (AttributeFault fault : good.faults()) {
            strongest = strongest.or(fault.reaction());
        }
        assertEquals(strongest, good.reaction());
        if (good.message() instanceof UpdateMessage update) {
            checkUpdate(update, good.reaction());
        }
        writtenAgainSaysTheSame(good.message(), format);
    }

    private static void checkUpdate(UpdateMessage update, Reaction reaction) {
        if (reaction == Reaction.TREAT_AS_WITHDRAW) {
            assertEquals(List.of(), update.announced());
            assertEquals(PathAttributes.NONE, update.attributes());
        }
        for (RouteGroup group : update.withdrawn()) {
            assertTrue(group.nextHop() == null && group.linkLocal() == null, group.toString());
        }
        if (!update.announced().isEmpty()) {
            assertTrue(update.attributes().origin() != null, update.toString());
            assertTrue(update.attributes().asPath() != null, update.toString());
        }
    }

    /** With room for all of it, and path identifiers where they were read. */
    private static void writtenAgainSaysTheSame(BgpMessage message, SessionFormat format) {
        if (message instanceof RouteRefreshMessage refresh
                && refresh.subtype() == RouteRefreshMessage.Subtype.UNKNOWN) {
            return;
        }
        Set<Family> addPath = format.addPathReceive();
        SessionFormat wide = new SessionFormat(format.fourOctetAs(), addPath, addPath, true);
        List<byte[]> written = BgpEncoder.encode(message, wide);
        if (written.size() != 1) {
            return; // attributes alone that say nothing, or split
        }
        byte[] octets = written.get(0);
        Decoded again = BgpDecoder.decode(octets, 0, octets.length, wide);
        Decoded.Good good = assertInstanceOf(Decoded.Good.class, again, again.toString());
        List<byte[]> twice = BgpEncoder.encode(good.message(), wide);
        assertEquals(1, twice.size());
        assertEquals(
                java.util.HexFormat.of().formatHex(octets),
                java.util.HexFormat.of().formatHex(twice.get(0)));
    }
}
