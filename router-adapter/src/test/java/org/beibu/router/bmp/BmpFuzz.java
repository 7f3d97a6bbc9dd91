package org.beibu.router.bmp;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;

/**
 * Target of the fuzzer: octets after an Initiation, a Peer Up and a path. Whatever they are, the
 * session ends with a reason or goes on, and its end leaves nothing in the tables.
 */
public final class BmpFuzz {
    private BmpFuzz() {}

    /** One input. */
    public static void fuzzerTestOneInput(byte[] octets) {
        Bench bench = new Bench();
        bench.feed(Samples.onePath());
        if (octets.length > 1 && (octets[0] & 1) == 0) {
            bench.feed(framed(octets)); // past the Common Header at once
        } else {
            bench.feed(octets);
        }
        bench.session().close();
        while (bench.rib.router("pe1").tidy(1_000)) {
            // until nothing is left
        }
        if (bench.rib.router("pe1").size().paths() != 0
                || bench.rib.router("pe1").size().attributes() != 0) {
            throw new IllegalStateException("left over: " + bench.rib.router("pe1").size());
        }
    }

    /** Inputs that lead the fuzzer to all that is there. */
    public static Map<String, byte[]> seeds() {
        byte[] path = Samples.path(Samples.P);
        byte[] framed = Messages.joined(new byte[2], Arrays.copyOfRange(path, 6, path.length));
        return Map.of("stream", Samples.onePath(), "path", path, "framed", framed);
    }

    private static byte[] framed(byte[] octets) {
        ByteBuffer message = ByteBuffer.allocate(BmpDecoder.HEADER + octets.length - 2);
        message.put((byte) BmpDecoder.VERSION).putInt(message.capacity()).put(octets[1]);
        return message.put(octets, 2, octets.length - 2).array();
    }
}
