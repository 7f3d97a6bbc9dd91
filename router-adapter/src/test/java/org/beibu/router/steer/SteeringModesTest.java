package org.beibu.router.steer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.beibu.model.Address;
import org.beibu.model.Prefix;
import org.beibu.router.audit.AuditEvent.Action;
import org.beibu.router.guard.OverrideKey;
import org.beibu.router.recommendation.Mode;
import org.beibu.router.recommendation.Move;
import org.beibu.router.recommendation.Offers;
import org.junit.jupiter.api.Test;

/** Shadow, approve and auto, and what persons say. */
class SteeringModesTest {
    private static final OverrideKey KEY = new OverrideKey("pe", Prefix.parse(Bench.PREFIX));

    private final Bench bench = new Bench();

    private Bench steered() {
        bench.settled();
        bench.accept(bench.offer().good());
        assertEquals(List.of(Bench.PREFIX), bench.prefixes());
        return bench;
    }

    @Test
    void shadowLogsWhatItWouldSendAndSendsNothing() {
        bench.modes = ModeRules.SHADOW;
        bench.build();
        bench.settled();
        bench.accept(bench.offer().good());
        bench.rounds(40);

        assertEquals(List.of(), bench.sent);
        assertEquals(1, bench.count(Action.WOULD_ANNOUNCE));
        assertEquals(1, bench.count(Action.WOULD_WITHDRAW));
        String octets =
                bench.log.stream()
                        .filter(event -> event.action() == Action.WOULD_ANNOUNCE)
                        .map(event -> event.change().octets())
                        .findFirst()
                        .orElseThrow();
        assertTrue(octets.startsWith("ffffffffffffffffffffffffffffffff"), octets);
        assertTrue(octets.endsWith("18cb0071"), octets); // 203.0.113.0/24
    }

    @Test
    void theOctetsOfAMessageAreWrittenDownOnce() {
        bench.settled();
        bench.accept(bench.offer().prefixes(Bench.PREFIX, Bench.OTHER).good());

        assertEquals(1, bench.sent.size());
        List<String> octets =
                bench.log.stream()
                        .filter(event -> event.action() == Action.ANNOUNCED)
                        .map(event -> event.change().octets())
                        .toList();
        assertEquals(2, octets.size());
        assertTrue(octets.get(0).startsWith("ffff"), octets.get(0));
        assertEquals("in the message of " + Bench.OTHER, octets.get(1));
    }

    @Test
    void approvalIsWaitedForAndKeptWhileEvidenceIsRenewed() {
        bench.modes = ModeRules.everywhere(Mode.APPROVE);
        bench.build();
        bench.settled();
        Offers offer = bench.offer();
        bench.accept(offer.good());
        assertEquals(List.of("waiting allowed"), bench.states());
        assertEquals(List.of(), bench.prefixes());

        assertTrue(bench.steering.approve("r-1", "li", "looks right", bench.now()).done());
        assertEquals(List.of(Bench.PREFIX), bench.prefixes());

        bench.renewed(offer, 700);
        assertEquals(List.of(Bench.PREFIX), bench.prefixes());
        assertEquals(1, bench.count(Action.PROPOSED));
        assertEquals(1, bench.count(Action.APPROVED));
    }

    @Test
    void aProposalThatNobodyWantsEndsForGood() {
        bench.modes = ModeRules.everywhere(Mode.APPROVE);
        bench.build();
        bench.settled();
        Offers offer = bench.offer();
        bench.accept(offer.good());
        bench.renewed(offer, 600);

        assertEquals(List.of(), bench.states());
        assertFalse(bench.accept(offer.again(bench.wall.plusSeconds(1)).good()).done());
        Outcome late = bench.steering.approve("r-1", "li", "too late", bench.now());
        assertEquals("no live recommendation r-1", late.line());
    }

    @Test
    void whatAGuardrailRefusesCannotBeApproved() {
        bench.modes = ModeRules.everywhere(Mode.APPROVE);
        bench.build();
        bench.settled();
        bench.rib.remove("pe", KEY.prefix(), Address.parse(Bench.B));
        bench.accept(bench.offer().good());

        assertFalse(bench.steering.approve("r-1", "li", "please", bench.now()).done());
        assertEquals(List.of(), bench.prefixes());
    }

    @Test
    void whatAPersonRejectsOrTakesBackDoesNotComeBack() {
        steered();
        Offers offer = bench.offer();
        Outcome outcome = bench.steering.withdraw("r-1", "li", "customer complained", bench.now());

        assertEquals("recommendation r-1 taken-back, 1 withdrawn", outcome.line());
        assertEquals(List.of(), bench.prefixes());
        bench.renewed(offer, 200);
        assertEquals(List.of(), bench.prefixes());
        assertEquals(1, bench.count(Action.TAKEN_BACK));
    }

    @Test
    void theMostCautiousExceptionHoldsAndAHintOnlyMakesItMoreCautious() {
        ModeRules rules =
                new ModeRules(
                        Mode.SHADOW,
                        Map.of("SG-SIN", Mode.AUTO),
                        Map.of("exit-b", Mode.APPROVE),
                        Map.of("pe2", Mode.AUTO));
        Offers offer = Offers.at(bench.wall);

        assertEquals(Mode.APPROVE, rules.of(offer.good(), "pe"));
        assertEquals(Mode.AUTO, rules.of(offer.to("exit-b", "exit-a").good(), "pe2"));
        assertEquals(
                Mode.SHADOW,
                rules.of(offer.to("exit-b", "exit-a").mode(Mode.SHADOW).good(), "pe2"));
        assertEquals(Mode.APPROVE, rules.of(offer.mode(Mode.AUTO).good(), "pe"));
        assertEquals(
                Mode.SHADOW,
                rules.of(
                        offer.move(
                                        new Move(
                                                "VN-HAN",
                                                offer.good().move().prefixes(),
                                                "exit-b",
                                                "exit-a"))
                                .good(),
                        "pe"));
    }
}
