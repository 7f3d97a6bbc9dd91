package org.beibu.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A third-party type stays inside the package that owns it. */
@AnalyzeClasses(packages = "org.beibu", importOptions = ImportOption.DoNotIncludeTests.class)
class ThirdPartyTest {

    /** Types of a library, and the packages that may know them. */
    private record Owned(List<String> types, List<String> owners) {}

    private static final List<Owned> OWNED =
            List.of(
                    new Owned(List.of("org.pcap4j.."), List.of("org.beibu.probe.capture..")),
                    new Owned(
                            List.of("com.sun.jna.."),
                            List.of(
                                    "org.beibu.probe.capture..",
                                    "org.beibu.probe.udp..",
                                    "org.beibu.runtime.service..")),
                    new Owned(
                            List.of("net.openhft.."),
                            List.of("org.beibu.runtime.journal..", "org.beibu.router.audit..")),
                    new Owned(
                            List.of("com.sun.net.httpserver.."),
                            List.of("org.beibu.runtime.admin..")),
                    new Owned(List.of("org.snakeyaml.."), List.of("org.beibu.runtime.config..")),
                    new Owned(
                            List.of("org.sqlite..", "javax.sql.."),
                            List.of("org.beibu.analyzer.store..")),
                    new Owned(
                            List.of("java.sql.."), // Pcap4J's packet times are java.sql.Timestamp
                            List.of("org.beibu.analyzer.store..", "org.beibu.probe.capture..")),
                    new Owned(
                            List.of("com.influxdb..", "okhttp3..", "retrofit2..", "io.reactivex.."),
                            List.of("org.beibu.analyzer.export..")),
                    new Owned(
                            List.of("io.vertx..", "io.netty.."),
                            List.of(
                                    "org.beibu.analyzer.web..",
                                    "org.beibu.probe.udp..",
                                    "org.beibu.router.bgp.transport..",
                                    "org.beibu.router.bmp.station..")),
                    new Owned(
                            List.of("org.HdrHistogram.."),
                            List.of("org.beibu.runtime.histogram..")),
                    new Owned(
                            List.of("org.apache.commons.math3.."), List.of("org.beibu.analyzer..")),
                    new Owned(
                            List.of("org.apache.pdfbox..", "org.apache.fontbox.."),
                            List.of("org.beibu.analyzer.report.render.pdf..")),
                    new Owned(
                            List.of("org.dhatim.fastexcel.."),
                            List.of("org.beibu.analyzer.report.render.xlsx..")),
                    new Owned(
                            List.of("javax.crypto.."),
                            List.of(
                                    "org.beibu.probe.record..",
                                    "org.beibu.probe.stamp..",
                                    "org.beibu.analyzer.alert..")),
                    new Owned(List.of("picocli..", "me.tongfei.."), List.of("org.beibu.cli..")));

    /** Types that any package above the model may know. */
    private static final List<String> SHARED =
            List.of(
                    "java..",
                    "org.beibu..",
                    "org.jspecify..",
                    "org.slf4j..",
                    "org.agrona..",
                    "com.fasterxml.jackson..");

    @ArchTest
    static void everyLibraryStaysInsideThePackageThatOwnsIt(JavaClasses classes) {
        for (Owned owned : OWNED) {
            noClasses()
                    .that()
                    .resideOutsideOfPackages(owned.owners().toArray(String[]::new))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(owned.types().toArray(String[]::new))
                    .check(classes);
        }
    }

    @ArchTest
    static void aLibraryWithoutOwnerIsNotUsed(JavaClasses classes) {
        List<String> known = new ArrayList<>(SHARED);
        OWNED.forEach(owned -> known.addAll(owned.types()));

        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(known.toArray(String[]::new))
                .because("a new library needs an owner here and an ADR")
                .check(classes);
    }

    @ArchTest
    static final ArchRule onlyTheCommandsPrint =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("org.beibu.cli..")
                    .should()
                    .accessField(System.class, "out")
                    .orShould()
                    .accessField(System.class, "err");

    @ArchTest
    static void usageReportingIsNotOnTheClassPath(JavaClasses classes) {
        assertThrows(
                ClassNotFoundException.class,
                () -> Class.forName("net.openhft.chronicle.analytics.Analytics"));
        String[] entries = System.getProperty("java.class.path").split(File.pathSeparator);
        assertEquals(
                List.of(),
                Stream.of(entries).filter(entry -> entry.contains("chronicle-analytics")).toList());
    }
}
