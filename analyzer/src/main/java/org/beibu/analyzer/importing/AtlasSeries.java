package org.beibu.analyzer.importing;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Ping results of RIPE Atlas, of any firmware: {@code timestamp} (seconds) and {@code result}, an
 * array whose elements are {@code {"rtt": ms}}, {@code {"x": "*"}} for a packet without answer, or
 * {@code {"error": ..}} for one that was not sent. An element with {@code dup} is a second answer
 * and not a timing. Without a name the source is probe and measurement, {@code PRB-MSM}.
 */
final class AtlasSeries {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private AtlasSeries() {}

    /** Reads the file; {@code name} is empty when each probe is a source of its own. */
    static void read(Path file, String name, SeriesRows rows) throws IOException {
        boolean array;
        try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
            int first = reader.read();
            while (first >= 0 && (Character.isWhitespace(first) || first > 0x7f)) {
                first = reader.read();
            }
            array = first == '[';
        }
        if (array) {
            array(file, name, rows);
        } else {
            lines(file, name, rows);
        }
    }

    private static void array(Path file, String name, SeriesRows rows) throws IOException {
        try (JsonParser parser = MAPPER.createParser(file.toFile())) {
            parser.nextToken();
            while (parser.nextToken() != JsonToken.END_ARRAY && parser.currentToken() != null) {
                int line = parser.currentTokenLocation().getLineNr();
                take(MAPPER.readTree(parser), name, rows, file + ":" + line);
            }
            if (parser.currentToken() == null) {
                rows.refuse(file.toString(), "the array does not end: the file is cut");
            }
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
            rows.refuse(file + ":" + line, "not JSON; what follows was not read");
        }
    }

    private static void lines(Path file, String name, SeriesRows rows) throws IOException {
        try (SourceLines lines =
                new SourceLines(Files.newInputStream(file), file.toString(), rows)) {
            for (String line = lines.next(); line != null; line = lines.next()) {
                if (!line.isBlank()) {
                    line(line, name, rows, lines.where());
                }
            }
        }
    }

    private static void line(String line, String name, SeriesRows rows, String where) {
        try {
            take(MAPPER.readTree(line), name, rows, where);
        } catch (JsonProcessingException e) {
            rows.refuse(where, "not JSON");
        }
    }

    private static void take(JsonNode result, String name, SeriesRows rows, String where) {
        JsonNode packets = result.path("result");
        String type = result.path("type").asText("ping");
        if (!type.equals("ping") || !packets.isArray() || !result.path("timestamp").isNumber()) {
            rows.refuse(
                    where,
                    type.equals("ping")
                            ? "no ping result: timestamp or result is missing"
                            : "not a ping result but of type '" + type + "'");
            return;
        }
        String source =
                name.isEmpty()
                        ? SourceName.of(
                                result.path("prb_id").asText("0")
                                        + "-"
                                        + result.path("msm_id").asText("0"))
                        : name;
        double nanos = result.path("timestamp").asDouble() * 1e9;
        long time = nanos > 0 && nanos < 9.2e18 ? (long) nanos : 0;
        for (JsonNode packet : packets) {
            try {
                packet(packet, source, time, rows);
            } catch (IllegalArgumentException e) {
                rows.refuse(where, String.valueOf(e.getMessage()));
            }
        }
    }

    private static void packet(JsonNode packet, String source, long time, SeriesRows rows) {
        if (packet.has("dup") || packet.has("error")) {
            rows.passOver(1);
        } else if (packet.path("rtt").isNumber()) {
            rows.answered(source, time, packet.path("rtt").asDouble() * 1e6);
        } else if (packet.has("x")) {
            rows.lost(source, time, 1);
        } else {
            throw new IllegalArgumentException("a packet with neither rtt nor x");
        }
    }
}
