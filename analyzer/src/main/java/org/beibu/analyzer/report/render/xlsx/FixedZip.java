package org.beibu.analyzer.report.render.xlsx;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** Packs a workbook again so that its bytes depend on what it says only. */
final class FixedZip {
    /** The first time that a ZIP file knows; written without a zone. */
    private static final LocalDateTime ENTRY_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    private static final String TYPES = "[Content_Types].xml";
    private static final String PROPERTIES = "docProps/core.xml";

    private FixedZip() {}

    static byte[] repack(byte[] workbook, Instant created) throws IOException {
        SortedMap<String, byte[]> entries = entries(workbook);
        entries.computeIfPresent(PROPERTIES, (name, bytes) -> created(bytes, created));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            // The list of types comes first, as readers of streams expect it.
            write(zip, TYPES, entries.getOrDefault(TYPES, new byte[0]));
            entries.remove(TYPES);
            for (var entry : entries.entrySet()) {
                write(zip, entry.getKey(), entry.getValue());
            }
        }
        return out.toByteArray();
    }

    /** By way of a file: the library's entries can only be read with their directory at the end. */
    private static SortedMap<String, byte[]> entries(byte[] workbook) throws IOException {
        SortedMap<String, byte[]> entries = new TreeMap<>();
        Path file = Files.createTempFile("beibu-report", ".xlsx");
        try {
            Files.write(file, workbook);
            try (ZipFile zip = new ZipFile(file.toFile())) {
                for (ZipEntry entry : Collections.list(zip.entries())) {
                    entries.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
                }
            }
        } finally {
            Files.delete(file);
        }
        return entries;
    }

    private static byte[] created(byte[] properties, Instant created) {
        String time = created.truncatedTo(ChronoUnit.SECONDS).toString();
        return new String(properties, StandardCharsets.UTF_8)
                .replaceAll("(<dcterms:(?:created|modified)[^>]*>)[^<]*", "$1" + time)
                .getBytes(StandardCharsets.UTF_8);
    }

    private static void write(ZipOutputStream zip, String name, byte... bytes) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(ENTRY_TIME);
        zip.putNextEntry(entry);
        zip.write(bytes);
        zip.closeEntry();
    }
}
