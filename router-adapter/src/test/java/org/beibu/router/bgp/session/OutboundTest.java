package org.beibu.router.bgp.session;

import static org.beibu.router.bgp.session.Sessions.V4;
import static org.beibu.router.bgp.session.Sessions.V6;
import static org.beibu.router.bgp.session.Sessions.announce;
import static org.beibu.router.bgp.session.Sessions.attributes;
import static org.beibu.router.bgp.session.Sessions.withdraw;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.beibu.router.bgp.message.AsPath;
import org.beibu.router.bgp.message.BgpMessage;
import org.beibu.router.bgp.message.Family;
import org.beibu.router.bgp.message.Nlri;
import org.beibu.router.bgp.message.Octets;
import org.beibu.router.bgp.message.PathAttributes;
import org.beibu.router.bgp.message.RouteGroup;
import org.beibu.router.bgp.message.RouteRefreshMessage;
import org.beibu.router.bgp.message.UpdateMessage;
import org.junit.jupiter.api.Test;

class OutboundTest {
    private static final String A = "198.51.100.0/24";
    private static final String B = "203.0.113.0/24";
    private static final String C = "192.0.2.0/25";

    private final Outbound outbound = new Outbound(1_000);

    /** Everything that goes out now: {@code +prefix path}, {@code -prefix}, BEGIN, END. */
    private List<String> sent() {
        List<String> words = new ArrayList<>();
        for (var next = outbound.next(); next.isPresent(); next = outbound.next()) {
            words.add(word(next.get()));
        }
        return words;
    }

    private static String word(BgpMessage message) {
        if (message instanceof RouteRefreshMessage refresh) {
            return refresh.subtype() + " " + refresh.family();
        }
        UpdateMessage update = (UpdateMessage) message;
        AsPath path = update.attributes().asPath();
        return update.withdrawn().isEmpty()
                ? "+" + prefixes(update.announced()) + " " + path
                : "-" + prefixes(update.withdrawn());
    }

    private static String prefixes(List<RouteGroup> groups) {
        return groups.stream()
                .flatMap(group -> group.nlri().stream())
                .map(nlri -> nlri.prefix().toString())
                .collect(Collectors.joining(","));
    }

    @Test
    void routesOfOnePathGoTogether() {
        outbound.offer(announce(attributes(64511), A));
        outbound.offer(announce(attributes(64511), B));
        outbound.offer(announce(attributes(64510), C));

        assertEquals(List.of("+" + A + "," + B + " 64511", "+" + C + " 64510"), sent());
        assertEquals(3, outbound.size());
    }

    /** A thousand overrides by a few exits are a few messages, in whatever order they come. */
    @Test
    void whatLiesInBetweenDoesNotKeepRoutesOfOnePathApart() {
        outbound.offer(announce(attributes(64511), A));
        outbound.offer(announce(attributes(64510), C));
        outbound.offer(announce(attributes(64511), B));

        assertEquals(List.of("+" + A + "," + B + " 64511", "+" + C + " 64510"), sent());
    }

    @Test
    void aRouteThatTakesAnotherPathWaitsWithThoseOfThatPath() {
        outbound.offer(announce(attributes(64511), A));
        outbound.offer(announce(attributes(64510), B));
        outbound.offer(announce(attributes(64510), A));

        assertEquals(List.of("+" + B + "," + A + " 64510"), sent());
    }

    @Test
    void aWithdrawalOvertakesWhatWaits() {
        outbound.offer(announce(attributes(64511), A));
        sent();
        outbound.offer(announce(attributes(64511), B));
        outbound.offer(announce(attributes(64510), C));

        outbound.offer(withdraw(A));

        assertEquals(List.of("-" + A, "+" + B + " 64511", "+" + C + " 64510"), sent());
    }

    @Test
    void aWithdrawalCancelsTheAnnouncementThatItOvertakes() {
        outbound.offer(announce(attributes(64511), A));
        outbound.offer(withdraw(A));
        assertEquals(List.of(), sent());

        outbound.offer(announce(attributes(64511), A));
        sent();
        outbound.offer(announce(attributes(64510), A));
        outbound.offer(withdraw(A));

        assertEquals(List.of("-" + A), sent());
        assertEquals(0, outbound.size());
    }

    @Test
    void onlyTheLatestWordOfARouteWaits() {
        for (int i = 0; i < 5_000; i++) {
            outbound.offer(announce(attributes(64496 + i % 10), A));
        }

        assertEquals(List.of("+" + A + " 64505"), sent());
    }

    @Test
    void anAnnouncementAfterAWithdrawalReplacesBoth() {
        outbound.offer(announce(attributes(64511), A));
        sent();
        outbound.offer(withdraw(A));
        outbound.offer(announce(attributes(64510), A));

        assertEquals(List.of("+" + A + " 64510"), sent()); // implicitly withdrawn
    }

    @Test
    void whatIsNotAnnouncedHereIsNotWithdrawn() {
        assertTrue(outbound.offer(withdraw(A)));

        assertEquals(List.of(), sent());
    }

    @Test
    void aRouteTooManyIsRefusedAndWithdrawalsNever() {
        Outbound small = new Outbound(2);
        assertTrue(small.offer(announce(attributes(64511), A, B)));

        assertFalse(small.offer(announce(attributes(64511), C)));
        assertTrue(small.offer(announce(attributes(64510), A)), "the same route again");
        assertTrue(small.offer(withdraw(A)));
        assertTrue(small.offer(announce(attributes(64511), C)), "there is room again");
    }

    @Test
    void aRefreshSendsEverythingBetweenItsMarks() {
        outbound.offer(announce(attributes(64511), A, B));
        outbound.offer(announce(V6, attributes(64511), "2001:db8::/48"));
        sent();

        outbound.refresh(V4, true);
        List<String> enhanced = sent();
        outbound.refresh(V6, false);

        assertEquals("BEGIN 1/1", enhanced.get(0));
        assertEquals("END 1/1", enhanced.get(enhanced.size() - 1));
        String between = String.join(" ", enhanced.subList(1, enhanced.size() - 1));
        assertTrue(between.contains(A) && between.contains(B), between);
        assertFalse(between.contains("2001"), between);
        assertEquals(List.of("+2001:db8::/48 64511"), sent());
    }

    @Test
    void aRefreshOfNothingIsAnsweredAllTheSame() {
        outbound.refresh(V6, true);

        assertEquals(List.of("BEGIN 2/1", "END 2/1"), sent());
    }

    @Test
    void aWithdrawalDuringARefreshIsNotUndoneByIt() {
        outbound.offer(announce(attributes(64511), A));
        outbound.offer(announce(attributes(64510), B));
        sent();
        outbound.refresh(V4, true);
        assertEquals("BEGIN 1/1", word(outbound.next().orElseThrow()));

        outbound.offer(withdraw(A));

        assertEquals(List.of("-" + A, "+" + B + " 64510", "END 1/1"), sent());
    }

    @Test
    void manyRoutesGoInMessagesOfModerateSize() {
        String[] prefixes = new String[600];
        for (int i = 0; i < prefixes.length; i++) {
            prefixes[i] = "198.51." + i / 256 + "." + i % 256 + "/32";
        }
        outbound.offer(announce(attributes(64511), prefixes));

        assertEquals(3, sent().size());
        outbound.offer(withdraw(prefixes));
        assertEquals(3, sent().size());
    }

    @Test
    void octetsOfOtherFamiliesGoAlone() {
        Outbound policies = new Outbound(10);
        for (String opaque : List.of("6000000001000000010a000001", "6000000002000000010a000001")) {
            RouteGroup group =
                    new RouteGroup(
                            Family.IPV4_SR_POLICY, null, null, List.of(), Octets.parse(opaque));
            policies.offer(
                    new UpdateMessage(List.of(), List.of(group), attributes(), Optional.empty()));
        }

        UpdateMessage first = (UpdateMessage) policies.next().orElseThrow();
        assertEquals("6000000001000000010a000001", first.announced().get(0).opaque().toString());
        assertTrue(policies.next().isPresent());
        assertEquals(2, policies.size());
    }

    /** A router that believes everything ends with what was asked for last. */
    @Test
    void aRouterEndsWithWhatWasAskedForWhateverTheOrder() {
        Random random = new Random(7911);
        Outbound full = new Outbound(64);
        Map<String, String> wanted = new HashMap<>();
        Map<String, String> router = new HashMap<>();
        for (int i = 0; i < 20_000; i++) {
            String prefix = "198.51.100." + random.nextInt(64) + "/32";
            switch (random.nextInt(5)) {
                case 0 -> {
                    full.offer(withdraw(prefix));
                    wanted.remove(prefix);
                }
                case 1, 2 -> {
                    PathAttributes attributes = attributes(64496 + random.nextInt(3));
                    assertTrue(full.offer(announce(attributes, prefix)));
                    wanted.put(prefix, String.valueOf(attributes.asPath()));
                }
                case 3 -> full.refresh(V4, random.nextBoolean());
                default -> full.next().ifPresent(message -> believe(router, message));
            }
        }
        for (var next = full.next(); next.isPresent(); next = full.next()) {
            believe(router, next.get());
        }

        assertEquals(wanted, router);
        assertEquals(wanted.size(), full.size());
    }

    private static void believe(Map<String, String> router, BgpMessage message) {
        if (message instanceof UpdateMessage update) {
            for (RouteGroup group : update.withdrawn()) {
                for (Nlri nlri : group.nlri()) {
                    router.remove(nlri.prefix().toString());
                }
            }
            for (RouteGroup group : update.announced()) {
                for (Nlri nlri : group.nlri()) {
                    router.put(
                            nlri.prefix().toString(), String.valueOf(update.attributes().asPath()));
                }
            }
        }
    }
}
