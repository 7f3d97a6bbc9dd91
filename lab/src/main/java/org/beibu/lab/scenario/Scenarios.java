package org.beibu.lab.scenario;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** All scenarios, in the order in which they are run. */
public final class Scenarios {
    private static final List<Scenario> ALL =
            Stream.of(
                            DelayScenarios.all(),
                            LossScenarios.all(),
                            FailureScenarios.all(),
                            CautionScenarios.all())
                    .flatMap(List::stream)
                    .toList();

    private Scenarios() {}

    public static List<Scenario> all() {
        return ALL;
    }

    /** The one of that name. */
    public static Optional<Scenario> of(String name) {
        return ALL.stream().filter(one -> one.name().equals(name)).findFirst();
    }
}
