package org.beibu.lab.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class VerdictTest {
    @Test
    void aVerdictWithoutAnyCheckIsNoSuccess() {
        assertFalse(new Verdict("slower").passed());
    }

    @Test
    void oneClaimThatDoesNotHoldFailsTheRunAndIsNamed() {
        Verdict verdict = new Verdict("slower");
        verdict.check(true, "all is well");
        verdict.atMost("update_s", OptionalDouble.of(31), 30, "s");

        assertFalse(verdict.passed());
        assertEquals("slower: FAILED: update_s 31.000 s, at most 30.000", verdict.sentence());
    }

    @Test
    void whatNeverHappenedIsNotWithinALimit() {
        Verdict verdict = new Verdict("slower");
        verdict.atMost("update_s", OptionalDouble.empty(), 30, "s");
        verdict.atLeast("gain_ms", OptionalDouble.empty(), 1, "ms");

        assertEquals(
                List.of(false, false),
                verdict.checks().stream().map(Verdict.Check::holds).toList());
    }

    @Test
    void programsReadALineOfJson() {
        Verdict verdict = new Verdict("slower");
        verdict.atLeast("gain_ms", OptionalDouble.of(22), 15, "ms \"gained\"");

        assertEquals(
                "{\"schema\":\"beibu/lab-verdict/v1\",\"scenario\":\"slower\",\"passed\":true,"
                        + "\"figures\":{\"gain_ms\":22.000},\"checks\":[{\"holds\":true,"
                        + "\"claim\":\"gain_ms 22.000 ms \\\"gained\\\", at least 15.000\"}]}",
                verdict.json());
    }

    @Test
    void theTableTellsHowManyPassedAndHowFiguresVary() {
        RunTable table = new RunTable();
        assertFalse(table.allPassed());
        for (double seconds : new double[] {7, 3, 40}) {
            Verdict verdict = new Verdict("slower");
            verdict.atMost("update_s", OptionalDouble.of(seconds), 30, "s");
            table.add(verdict);
        }

        assertFalse(table.allPassed());
        assertTrue(
                table.text().endsWith("| slower | 2 of 3 | update_s 3.00 / 7.00 / 40.00 |\n"),
                table.text());
    }

    @Test
    void scenariosHaveNamesOfTheirOwn() {
        List<String> names = Scenarios.all().stream().map(Scenario::name).toList();

        assertEquals(names.size(), new HashSet<>(names).size());
        assertTrue(names.contains("slower") && Scenarios.of("no such").isEmpty());
    }

    @Test
    void everyForgeryIsADifferentDocument() {
        String good =
                Person.recommendations(
                        org.beibu.lab.bureau.Topology.EXITS.get(0),
                        org.beibu.lab.bureau.Topology.EXITS.get(1),
                        "lab");
        List<String> bad = CautionScenarios.forgeries(good);

        assertEquals(bad.size(), new HashSet<>(bad).size());
        assertFalse(bad.contains(good));
    }
}
