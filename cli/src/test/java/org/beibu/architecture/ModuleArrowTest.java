package org.beibu.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** model, then runtime, then the daemons, then simulator and cli; the arrow never turns round. */
@AnalyzeClasses(packages = "org.beibu", importOptions = ImportOption.DoNotIncludeTests.class)
class ModuleArrowTest {

    @ArchTest
    static final ArchRule theArrowBetweenModulesNeverTurnsRound =
            layeredArchitecture()
                    .consideringOnlyDependenciesInAnyPackage("org.beibu..")
                    .withOptionalLayers(true)
                    .layer("model")
                    .definedBy("org.beibu.model..")
                    .layer("runtime")
                    .definedBy("org.beibu.runtime..")
                    .layer("probe")
                    .definedBy("org.beibu.probe..")
                    .layer("analyzer")
                    .definedBy("org.beibu.analyzer..", "org.beibu.dashboards..")
                    .layer("router")
                    .definedBy("org.beibu.router..")
                    .layer("simulator")
                    .definedBy("org.beibu.simulator..")
                    .layer("cli")
                    .definedBy("org.beibu.cli..")
                    .whereLayer("model")
                    .mayNotAccessAnyLayer()
                    .whereLayer("runtime")
                    .mayOnlyAccessLayers("model")
                    .whereLayer("probe")
                    .mayOnlyAccessLayers("model", "runtime")
                    .whereLayer("analyzer")
                    .mayOnlyAccessLayers("model", "runtime")
                    .whereLayer("router")
                    .mayOnlyAccessLayers("model", "runtime")
                    .whereLayer("simulator")
                    .mayOnlyAccessLayers("model", "runtime", "probe", "analyzer", "router")
                    .because("the daemons meet at written contracts only (docs/design.md)");

    @ArchTest
    static final ArchRule everyClassBelongsToAModule =
            classes()
                    .should()
                    .resideInAnyPackage(
                            "org.beibu.model..",
                            "org.beibu.runtime..",
                            "org.beibu.probe..",
                            "org.beibu.analyzer..",
                            "org.beibu.dashboards..",
                            "org.beibu.router..",
                            "org.beibu.simulator..",
                            "org.beibu.cli..");

    @ArchTest
    static final ArchRule theModelNeedsNothingButTheJdk =
            classes()
                    .that()
                    .resideInAPackage("org.beibu.model..")
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage("org.beibu.model..", "java..", "org.jspecify..");
}
