package org.beibu.router.rpki;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.beibu.model.Prefix;

/**
 * Reads validated ROA payloads as routinator, rpki-client and others write them: JSON with a list
 * {@code roas}, or CSV with a header line. A file that is wrong in one place is refused whole: half
 * a table would make invalid routes look not-found.
 */
public final class VrpFile {
    private static final JsonFactory JSON = new JsonFactory();

    private VrpFile() {}

    /**
     * Reads a file.
     *
     * @param now payloads that have expired by then are left out, where the file tells
     * @throws IOException with one line that names file, place and what is wrong
     */
    public static VrpTable read(Path file, Instant now) throws IOException {
        try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            reader.mark(1);
            int first = reader.read();
            reader.reset();
            List<Vrp> payloads =
                    first == '{' || first == '[' || Character.isWhitespace(first)
                            ? json(reader, now)
                            : csv(reader, now);
            return VrpTable.of(payloads);
        } catch (JsonProcessingException e) {
            throw new IOException(
                    "rpki: "
                            + file
                            + ": line "
                            + (e.getLocation() == null ? 0 : e.getLocation().getLineNr())
                            + ": not JSON: "
                            + e.getOriginalMessage().replaceAll("\\s+", " "),
                    e);
        } catch (IllegalArgumentException e) {
            throw new IOException("rpki: " + file + ": " + e.getMessage(), e);
        }
    }

    private static List<Vrp> json(Reader reader, Instant now) throws IOException {
        List<Vrp> payloads = new ArrayList<>();
        boolean found = false;
        try (JsonParser parser = JSON.createParser(reader)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IllegalArgumentException("line 1: must be an object with a list 'roas'");
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean roas = parser.currentName().equals("roas");
                if (parser.nextToken() == JsonToken.START_ARRAY && roas) {
                    found = true;
                    while (parser.nextToken() == JsonToken.START_OBJECT) {
                        add(payloads, row(parser), now);
                    }
                } else {
                    parser.skipChildren();
                }
            }
            if (!found || parser.currentToken() != JsonToken.END_OBJECT) {
                throw new IllegalArgumentException("has no list 'roas', or ends before its end");
            }
        }
        return payloads;
    }

    /** One payload as its file writes it. */
    private record Row(String where, String asNumber, String prefix, String maxLength, String end) {
        Vrp payload() {
            try {
                String number =
                        asNumber.toUpperCase(Locale.ROOT).startsWith("AS")
                                ? asNumber.substring(2)
                                : asNumber;
                Prefix parsed = Prefix.parse(prefix);
                int longest = maxLength.isEmpty() ? parsed.length() : Integer.parseInt(maxLength);
                return new Vrp(parsed, longest, Long.parseLong(number));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        where
                                + ": not a payload: AS '"
                                + asNumber
                                + "', prefix '"
                                + prefix
                                + "', max length '"
                                + maxLength
                                + "'",
                        e);
            }
        }
    }

    private static Row row(JsonParser parser) throws IOException {
        String where = "line " + parser.currentLocation().getLineNr();
        String asNumber = "";
        String prefix = "";
        String maxLength = "";
        String expires = "";
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            switch (name) {
                case "asn" -> asNumber = parser.getText();
                case "prefix" -> prefix = parser.getText();
                case "maxLength" -> maxLength = parser.getText();
                case "expires" -> expires = parser.getText();
                default -> parser.skipChildren();
            }
        }
        return new Row(where, asNumber, prefix, maxLength, expires);
    }

    private static void add(List<Vrp> payloads, Row row, Instant now) {
        Vrp payload = row.payload();
        boolean expired =
                row.end().matches("[1-9][0-9]{0,17}")
                        && Long.parseLong(row.end()) <= now.getEpochSecond();
        if (!expired) {
            payloads.add(payload);
        }
    }

    private static List<Vrp> csv(BufferedReader reader, Instant now) throws IOException {
        String header = reader.readLine();
        List<String> names = header == null ? List.of() : cells(header);
        int asNumber = names.indexOf("ASN");
        int prefix = names.indexOf("IP Prefix");
        int maxLength = names.indexOf("Max Length");
        int expires = names.indexOf("Expires");
        if (asNumber < 0 || prefix < 0 || maxLength < 0) {
            throw new IllegalArgumentException(
                    "line 1: must be JSON, or CSV whose header has ASN, IP Prefix and Max Length");
        }
        List<Vrp> payloads = new ArrayList<>();
        int line = 1;
        for (String text = reader.readLine(); text != null; text = reader.readLine()) {
            line++;
            if (!text.isBlank()) {
                List<String> cells = cells(text);
                if (cells.size() < names.size()) {
                    throw new IllegalArgumentException(
                            "line " + line + ": fewer than " + names.size() + " cells");
                }
                String end = expires < 0 ? "" : cells.get(expires);
                add(
                        payloads,
                        new Row(
                                "line " + line,
                                cells.get(asNumber),
                                cells.get(prefix),
                                cells.get(maxLength),
                                end),
                        now);
            }
        }
        return payloads;
    }

    private static List<String> cells(String line) {
        List<String> cells = new ArrayList<>();
        for (String cell : line.split(",", -1)) {
            cells.add(cell.strip().replaceAll("^\"|\"$", ""));
        }
        return cells;
    }
}
