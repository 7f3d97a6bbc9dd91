package org.beibu.documents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The parts of the Debian package agree with one another and with the units; {@code ./beibu check
 * --package} installs, upgrades and purges it in a Debian root.
 */
class PackageTest {
    private static final Pattern ACCOUNT = Pattern.compile("(?m)^u (\\S+) ");
    private static final Pattern DIRECTORY = Pattern.compile("(?m)^d (\\S+) ");
    private static final String ARCHIVE = "/var/cache/beibu/beibu.jsa";

    private static String part(String name) throws IOException {
        return Repository.read("systemd/package/" + name);
    }

    @Test
    void itNeedsJavaLibpcapAndAccounts() throws IOException {
        String control = part("control.in");

        assertTrue(control.contains("Architecture: all\n"));
        assertTrue(control.contains("java17-runtime-headless, libpcap0.8"), control);
        assertTrue(control.contains("systemd-standalone-sysusers"));
        assertTrue(control.lines().allMatch(line -> line.length() <= 160));
    }

    @Test
    void purgeTakesEveryAccountAndDirectoryThatTheInstallationMakes() throws IOException {
        String purge = part("postrm").split("purge\\)")[1];
        Matcher account = ACCOUNT.matcher(Repository.read("systemd/beibu.sysusers"));
        while (account.find()) {
            assertTrue(purge.contains(account.group(1)), account::group);
        }
        Matcher directory = DIRECTORY.matcher(Repository.read("systemd/beibu.tmpfiles"));
        while (directory.find()) {
            String top = directory.group(1).replaceAll("^(/[^/]+/[^/]+/[^/]+)/.*", "$1");
            assertTrue(purge.contains(" " + top), top);
        }
        String remove = part("postrm").split("purge\\)")[0];
        assertTrue(!remove.contains("/var/lib/beibu") && !remove.contains("/etc/beibu"), remove);
    }

    @Test
    void unitsLauncherAndMakerNameTheSameClassArchive() throws IOException {
        assertTrue(part("launcher.sh").contains("archive=" + ARCHIVE + "\n"));
        assertTrue(part("make-archives.sh").contains("cache=/var/cache/beibu\n"));
        assertTrue(part("postinst").contains("/usr/share/beibu/make-archives"));
        assertTrue(part("triggers").contains("/usr/lib/jvm"), "a new Java needs a new archive");
        try (Stream<Path> files = Files.list(Repository.path("systemd"))) {
            List<Path> units = files.filter(f -> f.toString().endsWith(".service")).toList();
            for (Path unit : units) {
                String text = Files.readString(unit);
                assertTrue(text.contains("-XX:SharedArchiveFile=" + ARCHIVE + " "), unit::toString);
            }
        }
    }

    @Test
    void anUpgradeNeverRestartsTheRouterAdapterUnasked() throws IOException {
        String postinst = part("postinst");

        assertTrue(
                postinst.contains("[ \"$unit\" = beibu-router-adapter ] || systemctl try-restart"));
        assertEquals(1, postinst.split("try-restart", -1).length - 1);
    }

    @Test
    void onlyTheConfigurationIsAConffileAndNothingElseLiesInEtc() throws IOException {
        String build = part("build.sh");

        assertTrue(build.contains("echo /etc/beibu/beibu.yaml >\"$out/control/conffiles\""));
        for (String line : build.lines().filter(l -> l.contains("$tree/etc")).toList()) {
            assertTrue(line.contains("beibu.yaml") || line.contains("mkdir"), line);
        }
    }
}
