package org.beibu.probe.stamp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/** The test vectors of {@code src/test/resources/stamp}. */
public final class StampVectors {
    /** T1 of the vectors: 2026-11-21 23:09:08.5 UTC, eeaca314 80000000. */
    public static final long T1 = (0xeeaca314L - 2_208_988_800L) * 1_000_000_000L + 500_000_000L;

    /** Their Error Estimate. */
    public static final int ERROR_ESTIMATE = 0x8e02;

    private static final List<String> LINES = lines();

    private StampVectors() {}

    /**
     * One vector.
     *
     * @param id its number
     * @param name what the packet is
     * @param sender whether a Session-Sender sends it
     * @param mode open or authenticated
     * @param hex the payload
     */
    public record Vector(int id, String name, boolean sender, PacketMode mode, String hex) {
        /** The payload; the buffer ends where it ends. */
        public ByteBuffer payload() {
            return ByteBuffer.wrap(HexFormat.of().parseHex(hex));
        }

        @Override
        public String toString() {
            return id + " " + name;
        }
    }

    /** All of them. */
    public static List<Vector> all() {
        return LINES.subList(2, LINES.size()).stream().map(StampVectors::vector).toList();
    }

    /** That with this number. */
    public static Vector of(int id) {
        return all().get(id - 1);
    }

    /** The key of the authenticated ones. */
    public static KeyRing keys() {
        String header = LINES.get(0);
        String key = header.substring(header.indexOf(": ") + 2).strip();
        return new KeyRing(List.of(HmacKey.parse(1, key)));
    }

    private static Vector vector(String line) {
        String[] columns = line.split("\t", -1);
        return new Vector(
                Integer.parseInt(columns[0]),
                columns[1],
                columns[2].equals("sender"),
                columns[3].equals("open") ? PacketMode.OPEN : PacketMode.AUTHENTICATED,
                columns[5]);
    }

    private static List<String> lines() {
        try (InputStream in = StampVectors.class.getResourceAsStream("/stamp/vectors.tsv")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
