package org.beibu.router.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.beibu.model.Address;
import org.beibu.model.Prefix;
import org.beibu.router.bgp.codec.SessionFormat;
import org.beibu.router.bgp.message.AsPath;
import org.beibu.router.bgp.message.Family;
import org.beibu.router.bgp.message.Nlri;
import org.beibu.router.bgp.message.OpenMessage;
import org.beibu.router.bgp.message.Origin;
import org.beibu.router.bgp.message.PathAttributes;
import org.beibu.router.bgp.message.RouteGroup;
import org.beibu.router.bgp.message.UpdateMessage;
import org.beibu.router.rib.ChangeFeed;
import org.beibu.router.rib.DecisionProcess;
import org.beibu.router.rib.Interest;
import org.beibu.router.rib.OwnRoutes;
import org.beibu.router.rib.Rib;
import org.beibu.router.rib.RibLimits;
import org.beibu.router.rib.RouterRib;
import org.beibu.runtime.counters.Counters;
import org.junit.jupiter.api.Test;

class RouterTablesTest {
    private static final Address ROUTER = Address.parse("192.0.2.1");
    private static final Address EXIT = Address.parse("192.0.2.34");
    private static final int ROUTES = 40_000;

    private final Rib rib =
            new Rib(
                    Set.of("pe1"),
                    List.of(),
                    new RouterRib.Settings(
                            RibLimits.DEFAULT,
                            new OwnRoutes(64500 << 16 | 911, Set.of(), Set.of()),
                            new DecisionProcess(true),
                            new Counters(),
                            () -> 1_000),
                    new ChangeFeed(16, Interest.ALL),
                    10);
    private final RouterTables tables = new RouterTables(rib, Map.of("pe1", ROUTER), () -> 1_000);

    private void learn() {
        tables.established(
                "pe1",
                new OpenMessage(64500, 9, ROUTER, List.of()),
                new SessionFormat(true, Set.of(), Set.of(), false));
        List<Nlri> nlri = new ArrayList<>();
        for (int i = 0; i < ROUTES; i++) {
            nlri.add(Nlri.of(Prefix.parse("10." + (i >> 8) + "." + (i & 0xff) + ".0/24")));
        }
        PathAttributes none = PathAttributes.NONE;
        tables.update(
                "pe1",
                new UpdateMessage(
                        List.of(),
                        List.of(RouteGroup.announced(Family.IPV4_UNICAST, EXIT, nlri)),
                        new PathAttributes(
                                Origin.IGP,
                                AsPath.sequence(List.of(64510L)),
                                EXIT,
                                null,
                                100L,
                                none.aggregate(),
                                none.communities(),
                                none.reflection(),
                                none.others()),
                        Optional.empty()));
    }

    @Test
    void whatARouterAnnouncesIsCountedForTheBoundOfItsSession() {
        learn();

        assertEquals(ROUTES, tables.paths("pe1"));
    }

    @Test
    void theMemoryOfASessionThatEndedIsGivenBack() {
        learn();
        tables.down("pe1", "test");
        assertEquals(0, tables.paths("pe1"));
        assertTrue(rib.router("pe1").size().paths() > 0, "taken out in portions, not at once");

        tables.tidy();

        assertEquals(0, rib.router("pe1").size().paths());
        assertEquals(0, rib.router("pe1").size().attributes());
    }
}
