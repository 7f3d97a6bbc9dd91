package org.beibu.router.fuzzing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.beibu.router.bgp.codec.BgpMessageFuzz;
import org.junit.jupiter.api.Test;

/**
 * Good messages damaged at random a few times each, many a second: {@code
 * -Dbeibu.damaged.messages=10000000} for more than those of {@code ./beibu check}.
 */
class DamagedMessagesTest {
    private static final int MESSAGES = Integer.getInteger("beibu.damaged.messages", 100_000);
    private static final long SEED = Long.getLong("beibu.damaged.seed", 20_260_101L);
    private static final int[] TELLING = {0, 1, 2, 4, 8, 14, 15, 16, 32, 33, 64, 127, 128, 255};

    @Test
    void nothingEscapes() {
        Random random = new Random(SEED);
        List<byte[]> good = new ArrayList<>(BgpMessageFuzz.seeds().values());
        for (int i = 0; i < MESSAGES; i++) {
            byte[] message = good.get(random.nextInt(good.size()));
            int times = 1 + random.nextInt(4);
            for (int time = 0; time < times; time++) {
                message = damaged(message, good, random);
            }
            try {
                BgpMessageFuzz.fuzzerTestOneInput(message);
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError(HexFormat.of().formatHex(message), e);
            }
        }
    }

    private static byte[] damaged(byte[] message, List<byte[]> good, Random random) {
        int at = random.nextInt(message.length);
        byte[] copy = message.clone();
        switch (random.nextInt(6)) {
            case 0 -> copy[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> copy[at] = (byte) TELLING[random.nextInt(TELLING.length)];
            case 2 -> copy[at] += (byte) (random.nextInt(5) - 2);
            case 3 -> {
                return Arrays.copyOf(message, Math.max(1, at));
            }
            case 4 -> {
                return joined(message, at, message, at + random.nextInt(message.length - at));
            }
            default -> {
                byte[] other = good.get(random.nextInt(good.size()));
                return joined(message, at, other, random.nextInt(other.length));
            }
        }
        return copy;
    }

    /** The beginning of the one with the end of the other: cuts out, doubles or mixes. */
    private static byte[] joined(byte[] head, int headLength, byte[] tail, int from) {
        int length = Math.max(1, headLength);
        byte[] joined = Arrays.copyOf(head, length + tail.length - from);
        System.arraycopy(tail, from, joined, length, tail.length - from);
        return joined;
    }
}
