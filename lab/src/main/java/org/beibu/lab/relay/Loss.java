package org.beibu.lab.relay;

/** Decides which frames are lost: the same ones in each run with the same seed (xorshift32). */
final class Loss {
    private final int lostOfTenThousand;
    private int state;

    Loss(int lostOfTenThousand, int seed) {
        if (seed == 0) {
            throw new IllegalArgumentException("seed 0 gives only zeros");
        }
        this.lostOfTenThousand = lostOfTenThousand;
        state = seed;
    }

    boolean next() {
        state ^= state << 13;
        state ^= state >>> 17;
        state ^= state << 5;
        return Integer.remainderUnsigned(state, 10_000) < lostOfTenThousand;
    }
}
