package org.beibu.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Set;

/** Time is a parameter: only the wiring, the commands and the clocks read the system's clock. */
@AnalyzeClasses(packages = "org.beibu", importOptions = ImportOption.DoNotIncludeTests.class)
class ClockRuleTest {
    private static final Set<String> STATIC_READS =
            Set.of(
                    "java.lang.System.currentTimeMillis",
                    "java.lang.System.nanoTime",
                    "java.time.Clock.systemUTC",
                    "java.time.Clock.systemDefaultZone");

    @ArchTest
    static final ArchRule onlyMainsCommandsAndClocksReadTheSystemClock =
            classes()
                    .that()
                    .resideOutsideOfPackage("org.beibu.cli..")
                    .and()
                    .haveSimpleNameNotEndingWith("Main")
                    .and()
                    .haveSimpleNameNotEndingWith("Clock")
                    .should(notReadTheSystemClock());

    private static ArchCondition<JavaClass> notReadTheSystemClock() {
        return new ArchCondition<>("not read the system clock") {
            @Override
            public void check(JavaClass item, ConditionEvents events) {
                for (JavaAccess<?> access : item.getAccessesFromSelf()) {
                    if (readsTheSystemClock(access.getTarget())) {
                        events.add(SimpleConditionEvent.violated(item, access.getDescription()));
                    }
                }
            }
        };
    }

    private static boolean readsTheSystemClock(AccessTarget target) {
        String owner = target.getOwner().getName();
        String name = owner + "." + target.getName();
        boolean now =
                owner.startsWith("java.time.")
                        && target.getName().equals("now")
                        && target instanceof AccessTarget.CodeUnitAccessTarget call
                        && call.getRawParameterTypes().isEmpty();
        // The monotonic SystemNanoClock may be named by a component that hands it to its own agent.
        boolean systemClock = owner.matches("org\\.agrona\\.concurrent\\.SystemEpoch\\w*Clock");
        return now || systemClock || STATIC_READS.contains(name);
    }
}
