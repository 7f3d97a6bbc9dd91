package org.beibu.analyzer.importing;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Reads a file of one of the formats into memory. */
public final class SeriesFile {
    private static final long MIB = 1 << 20;

    private SeriesFile() {}

    /**
     * Everything that the file holds.
     *
     * @param source the name that the operator gave, empty for what file or content say
     * @throws IOException when the file as a whole cannot be read; its message names file and cure
     */
    public static SeriesRows read(Path file, SeriesFormat format, Optional<String> source)
            throws IOException {
        SeriesRows rows = new SeriesRows();
        String ofFile = source.orElseGet(() -> SourceName.of(file));
        try {
            switch (format) {
                case SMOKEPING -> SmokePingSeries.read(file, ofFile, rows);
                case RIPE_ATLAS -> AtlasSeries.read(file, source.orElse(""), rows);
                case CSV -> CsvSeries.read(file, ofFile, rows);
            }
        } catch (OutOfMemoryError e) {
            throw new IOException(
                    file
                            + ": does not fit into the memory of "
                            + Runtime.getRuntime().maxMemory() / MIB
                            + " MiB: cut it into several files",
                    e);
        }
        return rows;
    }
}
