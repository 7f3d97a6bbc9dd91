package org.beibu.probe.capture;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/**
 * A capture in the repository, and what tshark says about it.
 *
 * @param file where it lies
 * @param packets packets in it
 * @param transports TCP, UDP and ICMP packets with a time
 * @param segments TCP segments among them
 * @param digest over one line a transport header, as {@link TsharkPackets} writes them
 */
record GoldenCapture(Path file, long packets, long transports, long segments, String digest) {
    static List<GoldenCapture> all() throws IOException, URISyntaxException {
        List<GoldenCapture> all = new ArrayList<>();
        List<String> lines = Files.readAllLines(resource("captures.tsv"));
        for (String line : lines.subList(1, lines.size())) {
            String[] columns = line.split("\t", -1);
            all.add(
                    new GoldenCapture(
                            resource(columns[0]),
                            Long.parseLong(columns[1]),
                            Long.parseLong(columns[2]),
                            Long.parseLong(columns[3]),
                            columns[4]));
        }
        return all;
    }

    String name() {
        return String.valueOf(file.getFileName());
    }

    /** The first half of the SHA-256 of the lines. */
    static String digest(List<String> lines) throws NoSuchAlgorithmException {
        byte[] text = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
        byte[] whole = MessageDigest.getInstance("SHA-256").digest(text);
        return HexFormat.of().formatHex(whole, 0, whole.length / 2);
    }

    static Path resource(String name) throws URISyntaxException {
        URL url = GoldenCapture.class.getResource("/captures/" + name);
        return Path.of(Objects.requireNonNull(url, name).toURI());
    }
}
