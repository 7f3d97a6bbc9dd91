package org.beibu.router.bmp;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** Octets that nobody thought of, without the fuzzer. */
class BmpFuzzTest {

    @Test
    void streamsChangedAtRandomLeaveNothing() {
        Random random = new Random(11);
        byte[] stream = Samples.onePath();
        for (int i = 0; i < 3_000; i++) {
            byte[] octets = stream.clone();
            for (int changes = random.nextInt(6); changes >= 0; changes--) {
                octets[random.nextInt(octets.length)] = (byte) random.nextInt();
            }
            BmpFuzz.fuzzerTestOneInput(octets);
        }
    }
}
