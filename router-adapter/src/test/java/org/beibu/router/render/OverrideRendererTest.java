package org.beibu.router.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.beibu.model.Address;
import org.beibu.model.Prefix;
import org.beibu.router.guard.FakeRib;
import org.beibu.router.guard.OverrideKey;
import org.beibu.router.guard.OwnMarks;
import org.beibu.router.steer.BgpOverride;
import org.beibu.router.steer.OverrideMaker;
import org.beibu.router.steer.SteeredRouter;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class OverrideRendererTest {
    private static final OwnMarks OWN =
            new OwnMarks(64500, Address.parse("192.0.2.9"), 64500 << 16 | 911);
    private static final Path BGPD = Path.of("/usr/lib/frr/bgpd");

    private final OverrideRenderer renderer = new OverrideRenderer(OWN);

    @TempDir private Path folder = Path.of("");

    private static BgpOverride override(String prefix, String nextHop) {
        BgpOverride made =
                new OverrideMaker(OWN)
                        .make(
                                "r-1",
                                "exit-b",
                                SteeredRouter.of("pe"),
                                FakeRib.path("pe", prefix, nextHop, 64510L, 64600L));
        assertEquals(new OverrideKey("pe", Prefix.parse(prefix)), made.key());
        return made;
    }

    private Snippet ipv4(Dialect dialect) {
        return renderer.render(dialect, override("203.0.113.0/24", "198.51.100.2"), "EXIT-B-IN");
    }

    private Snippet ipv6(Dialect dialect) {
        return renderer.render(dialect, override("2001:db8:1::/48", "2001:db8:b::2"), "EXIT-B-IN");
    }

    @Test
    void frr() {
        assertEquals(
                """
                ! beibu sets: recommendation r-1, 203.0.113.0/24 on pe by exit-b
                ! read by bgpd's own parser (FRR 8.4)
                ! the rest of the policy still applies; where that sets a LOCAL_PREF, put this behind it
                ip prefix-list BEIBU-1 seq 5 permit 203.0.113.0/24
                ip prefix-list BEIBU-1-NH seq 5 permit 198.51.100.2/32
                route-map EXIT-B-IN permit 5
                 match ip address prefix-list BEIBU-1
                 match ip next-hop prefix-list BEIBU-1-NH
                 set local-preference 200
                 set community 64500:911 additive
                 set large-community 64500:911:1 additive
                 on-match next
                exit
                """,
                ipv4(Dialect.FRR)
                        .apply()
                        .replace(String.valueOf(OverrideMaker.changeId("r-1")), "1"));
    }

    @Test
    void everyDialectNamesPrefixNextHopPreferenceAndMarksAndNothingWider() {
        for (Dialect dialect : Dialect.values()) {
            for (Snippet snippet : List.of(ipv4(dialect), ipv6(dialect))) {
                boolean four = snippet.apply().contains("198.51.100.2");
                String prefix = four ? "203.0.113.0" : "2001:db8:1::";
                for (String part :
                        List.of(prefix, "200", "64500:911", "EXIT-B-IN", "recommendation r-1")) {
                    assertTrue(snippet.apply().contains(part), dialect + ": " + snippet.apply());
                }
                assertTrue(!snippet.apply().matches("(?s).*\\b(le|ge|orlonger|upto)\\b.*"));
                assertEquals(dialect == Dialect.FRR, !snippet.apply().contains("no real router"));
                assertTrue(snippet.revert().contains("BEIBU-"), snippet.revert());
                assertEquals(dialect, Dialect.parse(snippet.dialect().toString()));
            }
        }
    }

    @Test
    void aNameThatIsNoneIsNotWritten() {
        BgpOverride override = override("203.0.113.0/24", "198.51.100.2");
        for (String name : List.of("", "A B", "A\nrouter bgp 1", "9A", "x".repeat(41))) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> renderer.render(Dialect.FRR, override, name));
        }
        assertThrows(IllegalArgumentException.class, () -> Dialect.parse("eos"));
    }

    private String refusalOfBgpd(String configuration) throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve("bgpd.conf"), configuration);
        // bgpd gives its privileges up before it reads.
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        Process bgpd =
                new ProcessBuilder(BGPD.toString(), "-C", "-f", file.toString())
                        .redirectErrorStream(true)
                        .start();
        String output = new String(bgpd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return bgpd.waitFor() == 0 && output.isBlank() ? "" : "refused: " + output;
    }

    @Test
    @Tag("interop")
    @Timeout(60)
    void frrItselfTakesWhatIsWrittenForIt() throws Exception {
        Assumptions.assumeTrue(Files.isExecutable(BGPD), "skipped: no " + BGPD + " (package frr)");
        Assumptions.assumeTrue(
                refusalOfBgpd("hostname pe\n").isEmpty(), "skipped: bgpd -C does not run here");

        for (Snippet snippet : List.of(ipv4(Dialect.FRR), ipv6(Dialect.FRR))) {
            String operators = "route-map EXIT-B-IN permit 10\n set metric 5\nexit\n";
            assertEquals("", refusalOfBgpd(operators + snippet.apply()));
            assertEquals("", refusalOfBgpd(operators + snippet.apply() + snippet.revert()));
        }
        assertTrue(refusalOfBgpd("route-map X permit 5\n set nonsense 1\n").contains("refused"));
    }

    @Test
    @Tag("interop")
    @Timeout(60)
    void frrTakesThePolicyInTheDocument() throws Exception {
        Assumptions.assumeTrue(Files.isExecutable(BGPD), "skipped: no " + BGPD + " (package frr)");
        Assumptions.assumeTrue(
                refusalOfBgpd("hostname pe\n").isEmpty(), "skipped: bgpd -C does not run here");
        String document =
                Files.readString(Path.of(System.getProperty("beibu.root"), "docs", "steering.md"));
        String frr = document.substring(document.indexOf("\nFRR ("));
        String policy = frr.split("```")[1];

        assertTrue(policy.contains("route-map BEIBU-IN permit 10"), policy);
        assertEquals("", refusalOfBgpd(policy));
    }
}
