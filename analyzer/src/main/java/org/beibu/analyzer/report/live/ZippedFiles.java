package org.beibu.analyzer.report.live;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDateTime;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.beibu.analyzer.report.render.RenderedFile;

/** Several files of a report as one; the same files give the same bytes. */
public final class ZippedFiles {
    /** The first time that the format knows; it has no zone. */
    private static final LocalDateTime FIRST_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    private ZippedFiles() {}

    /** One file of this name that holds these. */
    public static RenderedFile of(String name, List<RenderedFile> files) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (RenderedFile file : files) {
                ZipEntry entry = new ZipEntry(file.name());
                entry.setTimeLocal(FIRST_TIME);
                zip.putNextEntry(entry);
                zip.write(file.bytes());
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new RenderedFile(name, "application/zip", bytes.toByteArray());
    }
}
