package org.beibu.analyzer.report.render.pdf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.beibu.analyzer.report.document.ReportLanguage;
import org.beibu.analyzer.report.render.SampleReport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Another reader of PDF than the library that wrote it. */
@Tag("interop")
class PopplerTest {
    @TempDir private Path folder;

    private String run(String... command) throws IOException, InterruptedException {
        Process process;
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException e) {
            assumeTrue(false, command[0] + " is not installed (package poppler-utils)");
            throw e;
        }
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        assertEquals(0, process.exitValue(), output);
        return output;
    }

    @Test
    void popplerFindsTheWordsAndEveryFontInside() throws IOException, InterruptedException {
        Path file = folder.resolve("capacity.pdf");
        Files.write(file, PdfReport.of(SampleReport.in(ReportLanguage.ZH)));

        String text = run("pdftotext", file.toString(), "-");
        List<String> fonts = run("pdffonts", file.toString()).lines().skip(2).toList();

        assertTrue(text.contains("东线光缆中断时，忙时将丢弃 14 Gbit/s"), text);
        assertEquals(1, fonts.size(), fonts.toString());
        assertTrue(fonts.get(0).matches(".* yes yes yes .*"), fonts.toString());
    }
}
