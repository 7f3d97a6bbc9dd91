package org.beibu.probe.icmp;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;

/** Fuzz target: extension structures of ICMP errors. */
public final class IcmpExtensionsFuzz {
    private IcmpExtensionsFuzz() {}

    /** One input; throws when a promise is broken. */
    public static void fuzzerTestOneInput(byte[] data) {
        for (int from = 0; from <= Math.min(data.length, 4); from++) {
            Optional<IcmpExtensions> read =
                    IcmpExtensions.read(ByteBuffer.wrap(data), from, data.length);
            int octets = data.length - from;
            if (read.isPresent()) {
                int labels = read.get().labels().size();
                check(labels <= IcmpExtensions.MOST_LABELS, "bounded");
                check(4 + 4 * labels <= octets, "no label that is not there");
                check(4 + 4 * read.get().others() <= octets, "no object that is not there");
            }
        }
    }

    private static void check(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }

    /** What the corpus begins with. */
    public static Map<String, byte[]> seeds() {
        return Map.of(
                "labels",
                IcmpExtensionsTest.structure(IcmpExtensionsTest.TWO_LABELS),
                "objects",
                IcmpExtensionsTest.structure("0008020a00000007" + IcmpExtensionsTest.TWO_LABELS));
    }
}
