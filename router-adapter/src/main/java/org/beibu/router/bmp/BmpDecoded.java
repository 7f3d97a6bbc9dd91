package org.beibu.router.bmp;

import org.jspecify.annotations.Nullable;

/** What became of the octets of one BMP message. */
public sealed interface BmpDecoded {

    /** A message. */
    record Good(BmpMessage message) implements BmpDecoded {}

    /**
     * A message that cannot be read, although the next one can be found behind it.
     *
     * @param reason what is wrong
     * @param about the peer that it says something essential about; null when that cannot be told
     * @param essential whether something may be missing now that the tables need
     */
    record Malformed(String reason, @Nullable PerPeerHeader about, boolean essential)
            implements BmpDecoded {
        /** One that the tables do not need. */
        static Malformed harmless(String reason) {
            return new Malformed(reason, null, false);
        }
    }
}
