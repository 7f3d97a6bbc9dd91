package org.beibu.analyzer.importing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.beibu.model.Method;
import org.beibu.model.QualityClass;

/** What a file of others' timings may be. */
public enum SeriesFormat {
    /** A round-robin database of SmokePing, or what {@code rrdtool dump} makes of one. */
    SMOKEPING("smokeping", Method.SMOKEPING, QualityClass.CLEAN),
    /** Ping results of RIPE Atlas: a JSON array, or an object a line. */
    RIPE_ATLAS("ripe-atlas", Method.RIPE_ATLAS, QualityClass.CLEAN),
    /** A table of time and round-trip delay with a header line. */
    CSV("csv", Method.IMPORTED, QualityClass.UNCLASSIFIED);

    private static final int LOOKED_AT = 512;

    private final String text;
    private final Method method;
    private final QualityClass qualityClass;

    SeriesFormat(String text, Method method, QualityClass qualityClass) {
        this.text = text;
        this.method = method;
        this.qualityClass = qualityClass;
    }

    /** The method of its timings. */
    public Method method() {
        return method;
    }

    QualityClass qualityClass() {
        return qualityClass;
    }

    /**
     * The format with this name.
     *
     * @throws IllegalArgumentException when none has it
     */
    public static SeriesFormat parse(String text) {
        for (SeriesFormat format : values()) {
            if (format.text.equals(text)) {
                return format;
            }
        }
        throw new IllegalArgumentException(
                "not a format (smokeping, ripe-atlas, csv): '" + text + "'");
    }

    /**
     * What the first octets say; empty when they are of none of these, such as a capture file.
     *
     * @throws IOException when the file cannot be read
     */
    public static Optional<SeriesFormat> of(Path file) throws IOException {
        byte[] head;
        try (InputStream in = Files.newInputStream(file)) {
            head = in.readNBytes(LOOKED_AT);
        }
        String text = new String(head, StandardCharsets.ISO_8859_1);
        String start = text.replace("\u00ef\u00bb\u00bf", "").stripLeading();
        if (text.startsWith("RRD\0") || start.startsWith("<rrd") || start.startsWith("<?xml")) {
            return Optional.of(SMOKEPING);
        }
        if (start.startsWith("[") || start.startsWith("{")) {
            return Optional.of(RIPE_ATLAS);
        }
        String first = start.lines().findFirst().orElse("").toLowerCase(Locale.ROOT);
        return CsvColumns.of(first).map(columns -> CSV);
    }

    @Override
    public String toString() {
        return text;
    }
}
