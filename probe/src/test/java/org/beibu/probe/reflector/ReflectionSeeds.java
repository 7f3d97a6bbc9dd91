package org.beibu.probe.reflector;

import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.beibu.probe.stamp.PacketMode;
import org.beibu.probe.stamp.StampVectors;

/** Where the fuzzer begins with {@link ReflectionFuzz}: the vectors, in a few packets each. */
public final class ReflectionSeeds {
    private static final int A_SEED = 4;
    private static final int STATEFUL = 1;
    private static final int AUTHENTICATED = 2;
    private static final int SIGN = 4;

    private ReflectionSeeds() {}

    /** The seeds by name. */
    public static Map<String, byte[]> packets() {
        Map<String, byte[]> seeds = new LinkedHashMap<>();
        for (PacketMode mode : PacketMode.values()) {
            ByteArrayOutputStream packets = new ByteArrayOutputStream();
            int number = 0;
            for (StampVectors.Vector vector : StampVectors.all()) {
                if (vector.mode() != mode || !vector.sender()) {
                    continue;
                }
                if (packets.size() == 0) {
                    boolean signed = mode == PacketMode.AUTHENTICATED;
                    packets.write(signed ? AUTHENTICATED | SIGN | STATEFUL : STATEFUL);
                }
                int length = vector.hex().length() / 2;
                packets.write(length >>> 8);
                packets.write(length & 0xff);
                packets.writeBytes(HexFormat.of().parseHex(vector.hex()));
                if (++number % A_SEED == 0) {
                    put(seeds, mode, number, packets);
                }
            }
            put(seeds, mode, number + 1, packets);
        }
        return seeds;
    }

    private static void put(
            Map<String, byte[]> seeds, PacketMode mode, int number, ByteArrayOutputStream packets) {
        if (packets.size() > 0) {
            seeds.put(mode.name().toLowerCase(Locale.ROOT) + number, packets.toByteArray());
            packets.reset();
        }
    }
}
