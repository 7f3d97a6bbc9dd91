package org.beibu.analyzer.report.render;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.beibu.analyzer.report.document.ReportLanguage;

/** Writes the sample in every format and language, to be looked at: a folder as argument. */
public final class SampleReports {
    private SampleReports() {}

    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        for (ReportLanguage language : ReportLanguage.values()) {
            Path home = Files.createDirectories(folder.resolve(language.tag()));
            for (ReportFormat format : ReportFormat.values()) {
                for (RenderedFile file : format.render(SampleReport.in(language))) {
                    Files.write(home.resolve(file.name()), file.bytes());
                }
            }
        }
    }
}
