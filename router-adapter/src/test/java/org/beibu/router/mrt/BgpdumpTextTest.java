package org.beibu.router.mrt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.beibu.router.bgp.codec.SharedMessages;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Files of collectors and routers against the text that bgpdump makes of them. */
class BgpdumpTextTest {
    /**
     * A session with ADD-PATH in records without it, AGGREGATOR of eight octets in TABLE_DUMP, a
     * record of 3,694,573,824 octets: bgpdump prints something all the same.
     */
    private static final Set<String> DIFFERENT =
            Set.of("bird_bgp", "openbgpd_rib_table", "updates.20000325.0345.gz");

    private static final Path BGPDUMP = Path.of("/usr/bin/bgpdump");

    @Test
    void filesGiveTheLinesOfBgpdump() throws IOException {
        SharedMessages shared = SharedMessages.orSkip();
        int files = 0;
        for (Path file : shared.files("bgpdump/test_data")) {
            Path expected =
                    shared.folder()
                            .resolve("bgpdump/test_expect/" + file.getFileName() + ".bgp.gz");
            compare(file, expected);
            files++;
        }
        assertEquals(7, files);
    }

    /** With the program itself as the oracle, where it is installed. */
    @Test
    @Tag("interop")
    void filesOfOtherCollectionsGiveTheLinesThatTheProgramPrints() throws IOException {
        assumeTrue(Files.isExecutable(BGPDUMP), "bgpdump is not installed");
        SharedMessages shared = SharedMessages.orSkip();
        int files = 0;
        for (String below : List.of("bgpkit/tests/fixtures/ripe", "mrtparse", "libbgpstream")) {
            for (Path file : shared.files(below)) {
                if (DIFFERENT.contains(file.getFileName().toString())) {
                    continue;
                }
                Process program =
                        new ProcessBuilder(BGPDUMP.toString(), "-m", file.toString())
                                .redirectError(ProcessBuilder.Redirect.DISCARD)
                                .start();
                try (InputStream in = open(file);
                        InputStream expected = program.getInputStream()) {
                    compare(file, in, expected);
                } finally {
                    program.destroyForcibly();
                }
                files++;
            }
        }
        assertEquals(10, files);
    }

    private static void compare(Path file, Path expected) throws IOException {
        try (InputStream in = open(file);
                InputStream text = open(expected)) {
            compare(file, in, text);
        }
    }

    private static void compare(Path file, InputStream in, InputStream text) throws IOException {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(text, StandardCharsets.US_ASCII))) {
            MrtReader reader = new MrtReader(in);
            MrtDecoder decoder = new MrtDecoder();
            int number = 0;
            for (MrtRecord record = reader.next(); record != null; record = reader.next()) {
                for (MrtEntry entry : decoder.decode(record)) {
                    for (String line : BgpdumpText.lines(entry)) {
                        number++;
                        String expected = withoutAggregatorOfAs0(lines.readLine());
                        boolean withdrawn = line.startsWith("BGP|") && line.contains("|W|");
                        if (!withdrawn) { // of these bgpdump prints the peer in place of the prefix
                            assertEquals(expected, line, file + ":" + number);
                        }
                    }
                }
            }
            @Nullable String rest = lines.readLine();
            assertEquals(null, rest, file + ": lines are missing");
            assertTrue(number > 0, file.toString());
        }
    }

    /** A message with such an aggregator loses it (RFC 7607); bgpdump is older than that. */
    private static @Nullable String withoutAggregatorOfAs0(@Nullable String line) {
        if (line == null || !line.startsWith("BGP")) {
            return line;
        }
        return line.replace("|0 0.0.0.0|", "||");
    }

    private static InputStream open(Path file) throws IOException {
        if (file.toString().endsWith(".bz2")) {
            return new ProcessBuilder("bzip2", "-dc", file.toString()).start().getInputStream();
        }
        InputStream in = new BufferedInputStream(Files.newInputStream(file));
        return file.toString().endsWith(".gz")
                ? new BufferedInputStream(new GZIPInputStream(in))
                : in;
    }
}
