package org.beibu.router.rib;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.beibu.model.Address;
import org.beibu.model.Prefix;
import org.beibu.router.bgp.message.Family;
import org.beibu.router.bgp.message.PathAttributes;
import org.beibu.router.rib.LearnedPath.Source;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Announcements, withdrawals, refreshes and lost peers at random, against maps. */
class RandomRibTest {
    private static final int STEPS = 20_000;
    private static final int PEERS = 4;
    private static final int PREFIXES = 300;

    private record Key(Prefix prefix, int peer, long pathId) {}

    private record Value(Address nextHop, PathAttributes attributes) {}

    private final Routes routes = new Routes();
    private final Map<Key, Value> model = new HashMap<>();
    private final Map<Integer, Set<Key>> stale = new HashMap<>();
    private final List<AdjRibIn> peers = new ArrayList<>();

    private static PeerFacts facts(int peer) {
        Address address = Address.parse("192.0.2." + (100 + peer));
        return new PeerFacts(address, 64496 + peer, address, true);
    }

    private static Prefix prefix(Random random) {
        int n = random.nextInt(PREFIXES);
        return n % 3 == 0
                ? Prefix.containing(Address.parse("2001:db8:" + Integer.toHexString(n) + "::"), 48)
                : Prefix.containing(Address.parse("203.0.113." + n % 256), 25 + n % 8);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void theTablesAgreeWithMapsAndNothingIsLeftOver(long seed) {
        Random random = new Random(seed);
        routes.pe1().bmpUp();
        for (int peer = 0; peer < PEERS; peer++) {
            peers.add(routes.pe1().open(Source.BMP_POST_POLICY, facts(peer), Routes.BOTH));
        }
        for (int step = 0; step < STEPS; step++) {
            step(random, random.nextInt(PEERS));
            if (step % 500 == 0) {
                compare();
            }
        }
        compare();
        routes.pe1().bmpDown();
        model.clear();
        compare();
        while (routes.pe1().tidy(64)) {}
        assertEquals(new RouterRib.Size(0, 0, 0), routes.pe1().size(), "left over");
    }

    private void step(Random random, int peer) {
        Key key = new Key(prefix(random), peer, random.nextInt(3));
        int dice = random.nextInt(1000);
        if (dice < 2) {
            peers.get(peer).close();
            model.keySet().removeIf(k -> k.peer() == peer);
            stale.remove(peer);
            peers.set(peer, routes.pe1().open(Source.BMP_POST_POLICY, facts(peer), Routes.BOTH));
        } else if (dice < 6) {
            refresh(peer);
        } else if (dice < 20) {
            routes.pe1().tidy(random.nextInt(200));
        } else if (dice < 600) {
            Value value =
                    new Value(
                            random.nextBoolean() ? Routes.HOP_A : Routes.HOP_B,
                            Routes.attributes(64511, 64496 + random.nextInt(10)));
            peers.get(peer)
                    .update(
                            Routes.announce(
                                    key.prefix(),
                                    key.pathId(),
                                    value.nextHop(),
                                    value.attributes()));
            model.put(key, value);
            stale.getOrDefault(peer, new HashSet<>()).remove(key);
        } else {
            peers.get(peer).update(Routes.withdraw(key.prefix(), key.pathId()));
            model.remove(key);
            stale.getOrDefault(peer, new HashSet<>()).remove(key);
        }
    }

    private void refresh(int peer) {
        Set<Key> left = stale.remove(peer);
        if (left == null) {
            peers.get(peer).beginRefresh(Family.IPV4_UNICAST);
            peers.get(peer).beginRefresh(Family.IPV6_UNICAST);
            stale.put(
                    peer,
                    model.keySet().stream()
                            .filter(key -> key.peer() == peer)
                            .collect(Collectors.toCollection(HashSet::new)));
        } else {
            peers.get(peer).endRefresh(Family.IPV4_UNICAST);
            peers.get(peer).endRefresh(Family.IPV6_UNICAST);
            model.keySet().removeAll(left);
        }
    }

    private void compare() {
        Set<Prefix> prefixes = new HashSet<>();
        for (int n = 0; n < PREFIXES * 4; n++) {
            prefixes.add(prefix(new Random(n)));
        }
        model.keySet().forEach(key -> prefixes.add(key.prefix()));
        for (Prefix prefix : prefixes) {
            Map<Key, Value> held = new HashMap<>();
            for (HeldPath path : routes.pe1().everything(prefix)) {
                int peer = (int) (path.peer().asNumber() - 64496);
                LearnedPath learned = path.path();
                held.put(
                        new Key(prefix, peer, learned.pathId()),
                        new Value(learned.nextHop(), learned.attributes()));
            }
            Map<Key, Value> expected = new HashMap<>(model);
            expected.keySet().removeIf(key -> !key.prefix().equals(prefix));
            assertEquals(expected, held);
        }
        int live = routes.pe1().peers().stream().mapToInt(PeerStatus::paths).sum();
        assertEquals(model.size(), live);
    }
}
