package org.beibu.router.rib;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.beibu.model.Prefix;
import org.beibu.router.bgp.message.Family;
import org.beibu.router.bgp.message.Nlri;
import org.beibu.router.bgp.message.PathAttributes;
import org.beibu.router.bgp.message.RouteGroup;
import org.beibu.router.bgp.message.UpdateMessage;
import org.junit.jupiter.api.Test;

class AdjRibOutTest {
    private final AdjRibOut out = new AdjRibOut(2);

    private static AdjRibOut.Announced override(Prefix prefix, long pathId) {
        return new AdjRibOut.Announced(
                new Nlri(prefix, pathId), Routes.HOP_A, Routes.marked(Routes.attributes(64511)), 7);
    }

    @Test
    void exactlyWhatWasAnnouncedIsWithdrawnAndOnlyOnce() {
        out.announced(override(Routes.P, 3));

        UpdateMessage withdrawal = out.withdraw(Routes.P).orElseThrow();

        assertEquals(
                List.of(RouteGroup.withdrawn(Family.IPV4_UNICAST, List.of(new Nlri(Routes.P, 3)))),
                withdrawal.withdrawn());
        assertEquals(List.of(), withdrawal.announced());
        assertEquals(PathAttributes.NONE, withdrawal.attributes());
        assertEquals(Optional.empty(), out.withdraw(Routes.P));
    }

    @Test
    void theBoundRefusesNewPrefixesButNotReplacements() {
        assertTrue(out.announced(override(Routes.P, 1)));
        assertTrue(out.announced(override(Routes.P6, 1)));
        assertFalse(out.announced(override(Prefix.parse("192.0.2.0/24"), 1)));
        assertTrue(out.announced(override(Routes.P, 2)));

        assertEquals(2, out.all().size());
        assertEquals(2, out.get(Routes.P).orElseThrow().nlri().pathId());
    }

    @Test
    void aRefreshIsAnsweredByFamily() {
        out.announced(override(Routes.P, 1));
        out.announced(override(Routes.P6, 1));

        List<AdjRibOut.Announced> again = out.all(Family.IPV6_UNICAST);

        assertEquals(1, again.size());
        assertEquals(
                List.of(
                        RouteGroup.announced(
                                Family.IPV6_UNICAST,
                                Routes.HOP_A,
                                List.of(new Nlri(Routes.P6, 1)))),
                again.get(0).announcement().announced());
    }

    @Test
    void stoppingWithdrawsEverythingByFamily() {
        out.announced(override(Routes.P, 1));
        out.announced(override(Routes.P6, 2));

        assertEquals(2, out.withdrawAll().size());
        assertEquals(List.of(), out.all());
        assertEquals(List.of(), out.withdrawAll());
    }
}
