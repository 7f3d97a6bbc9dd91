package org.beibu.analyzer.slo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.OptionalLong;
import org.beibu.model.Catalogue;
import org.beibu.runtime.config.ConfigException;
import org.beibu.runtime.config.ConfigFile;
import org.junit.jupiter.api.Test;

class SloTargetTest {
    private static final SloTarget SPORTS = SloTarget.DEFAULTS.get(0);

    private static SloConfig parse(String text) throws ConfigException {
        return SloConfig.from(
                ConfigFile.parse("x.yaml", "analyzer:\n  slo:\n" + text)
                        .section("analyzer", SloConfig.KEYS));
    }

    @Test
    void limitIsTheSmallerOfCapAndFloorTimesFactor() {
        assertEquals(OptionalLong.of(18_000_000), SPORTS.delayLimitNanos(10_000_000));
        assertEquals(OptionalLong.of(60_000_000), SPORTS.delayLimitNanos(40_000_000));
    }

    @Test
    void capUnderOnePointTwoFloorsIsNotAttainable() {
        assertEquals(OptionalLong.of(60_000_000), SPORTS.delayLimitNanos(50_000_000));
        assertEquals(OptionalLong.empty(), SPORTS.delayLimitNanos(50_000_001));
    }

    @Test
    void withoutCapTheFactorAloneCountsAndWithoutFactorTheCap() {
        SloTarget compute = SloTarget.DEFAULTS.get(2);
        SloTarget logistics = SloTarget.DEFAULTS.get(4);

        assertEquals(OptionalLong.of(250_000_000), compute.delayLimitNanos(100_000_000));
        assertEquals(OptionalLong.of(250_000_000), logistics.delayLimitNanos(1_000_000));
    }

    @Test
    void eachBuiltInClassIsAttainableSomewhereInTheCatalogue() {
        for (SloTarget target : SloTarget.DEFAULTS) {
            assertTrue(
                    Catalogue.bundled().routes().stream()
                            .anyMatch(r -> target.delayLimitNanos(r.fibreFloorNanos()).isPresent()),
                    target::name);
        }
    }

    @Test
    void classesOfTheFileReplaceTheBuiltInOnes() throws ConfigException {
        SloConfig config =
                parse(
                        """
                            period: 7d
                            burn_rates: 10 2h 10m
                            classes:
                              - name: telemedicine
                                delay_cap: 90ms
                                spread: 12ms
                                loss: 0.2%
                                objective: 99.5%
                        """);

        SloTarget only = new SloTarget("telemedicine", 0, 90_000_000, 12_000_000, 0.002, 0.995);
        assertEquals(java.util.List.of(only), config.targets());
        assertEquals("2h/10m", config.burns().get(0).name());
        assertEquals(7, config.period().toDays());
    }

    @Test
    void withoutKeysTheBuiltInClassesAndTheWorkbooksWindowsHold() throws ConfigException {
        SloConfig config = parse("    min_samples: 20\n");

        assertEquals(SloConfig.DEFAULT, config);
        assertEquals(
                java.util.List.of("1h/5m", "6h/30m", "3d/6h"),
                config.burns().stream().map(BurnWindow::name).toList());
        assertEquals("critical", config.burns().get(1).severity());
        assertEquals("warning", config.burns().get(2).severity());
    }

    @Test
    void mistakesNameLineAndRule() {
        for (String[] row :
                new String[][] {
                    {"    burn_rates: 14.4 5m 1h\n", "the longer one first"},
                    {"    burn_rates: fast 1h 5m\n", "'fast' is not a rate"},
                    {"    period: 90s\n", "whole minutes from 1h to 35d"},
                    {
                        "    classes:\n      - name: x\n        spread: 1ms\n        loss: 1%\n",
                        "needs"
                    },
                    {
                        """
                            classes:
                              - name: x
                                delay_cap: 9ms
                                spread: 1ms
                                loss: 1
                        """,
                        "not a share"
                    },
                    {"    clases:\n", "did you mean 'classes'"}
                }) {
            ConfigException wrong = assertThrows(ConfigException.class, () -> parse(row[0]));
            assertTrue(String.valueOf(wrong.getMessage()).contains(row[1]), wrong::getMessage);
            assertTrue(String.valueOf(wrong.getMessage()).startsWith("x.yaml:"), wrong::getMessage);
        }
    }
}
