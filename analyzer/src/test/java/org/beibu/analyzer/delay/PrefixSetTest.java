package org.beibu.analyzer.delay;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PrefixSetTest {
    private static PrefixSet of(int limit, int keyId, long... hashes) {
        PrefixSet set = new PrefixSet(limit, keyId);
        for (long hash : hashes) {
            set.add(hash);
        }
        return set;
    }

    @Test
    void countsEachPrefixOnceUpToItsLimit() {
        PrefixSet set = of(3, 1, 7, 7, 8, 7);
        assertEquals(2, set.atLeast());
        assertFalse(set.isFull());

        set.add(9);
        set.add(10);

        assertEquals(3, set.atLeast());
        assertTrue(set.isFull());
        assertArrayEquals(new byte[] {3, 3}, set.encode(), "no hash is kept");
    }

    @Test
    void unionsAreThoseOfNaiveSetsUnderAnyOrderOfMerging() {
        Random random = new Random(3);
        for (int round = 0; round < 500; round++) {
            int limit = 1 + random.nextInt(PrefixSet.HIGHEST_LIMIT);
            PrefixSet sum = PrefixSet.unknown();
            Set<Long> truth = new HashSet<>();
            for (int part = 0; part < 6; part++) {
                PrefixSet one = new PrefixSet(limit, 5);
                for (int i = random.nextInt(20); i > 0; i--) {
                    long hash = random.nextInt(40);
                    one.add(hash);
                    truth.add(hash);
                }
                sum.add(random.nextBoolean() ? one : PrefixSet.decode(one.encode()));
                sum = random.nextBoolean() ? sum : PrefixSet.decode(sum.encode());
                int known = Math.min(limit, truth.size());
                assertEquals(known, sum.atLeast());
            }
        }
    }

    /** Two keys give different hashes for one prefix: a union would count it twice. */
    @Test
    void setsOfDifferentKeysAreNeverUnited() {
        PrefixSet before = of(10, 1, 1, 2, 3);
        before.add(of(10, 2, 11, 12));
        assertEquals(3, before.atLeast());

        before.add(of(10, 2, 11, 12, 13, 14));
        assertEquals(4, before.atLeast());
        before.add(of(10, 2, 14, 15));
        assertEquals(5, before.atLeast(), "that of the second key goes on");
    }

    @Test
    void fullSetIsNotMadeLessByAnotherAndAnUnknownOneAddsNothing() {
        PrefixSet full = of(2, 1, 1, 2);
        full.add(of(10, 1, 1, 2, 3, 4));
        assertEquals(4, full.atLeast());
        full.add(PrefixSet.unknown());
        assertEquals(4, full.atLeast());
        PrefixSet few = of(10, 1, 9);
        few.add(of(2, 1, 1, 2));
        assertEquals(2, few.atLeast());
        assertEquals(0, PrefixSet.unknown().encode().length);
    }

    @Test
    void mergingDoesNotChangeWhatIsMerged() {
        PrefixSet one = of(10, 1, 1);
        PrefixSet sum = PrefixSet.unknown();
        sum.add(one);
        sum.add(2);

        assertEquals(1, one.atLeast());
    }

    @Test
    void garbledOctetsCountAsNotCounted() {
        byte[] good = of(10, 1, 1, 2, 3).encode();
        for (int length = 0; length < good.length; length++) {
            byte[] cut = java.util.Arrays.copyOf(good, length);
            assertEquals(length == 2 ? 3 : 0, PrefixSet.decode(cut).atLeast(), "cut at " + length);
        }
        assertEquals(0, PrefixSet.decode(null).atLeast());
        assertEquals(0, PrefixSet.decode(new byte[] {10, 11}).atLeast());
        assertEquals(0, PrefixSet.decode(new byte[] {10, -1}).atLeast());
        assertEquals(0, PrefixSet.decode(new byte[] {-1, 3, 0, 0, 0, 0}).atLeast());
    }

    @Test
    void limitOutOfRangeIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new PrefixSet(0, 1));
        assertThrows(IllegalArgumentException.class, () -> new PrefixSet(65, 1));
    }

    /** The example of the paper, appendix A: key 00..0f, message 00..0e. */
    @Test
    void hashIsSipHash() {
        PrefixHasher hasher = new PrefixHasher(0x0706050403020100L, 0x0f0e0d0c0b0a0908L, 0);

        assertEquals(0xa129ca6149be45e5L, hasher.sip(0x0706050403020100L, 0x0f0e0d0c0b0a0908L));
    }

    @Test
    void hashDependsOnAllOfThePrefixAndOnTheKey() {
        PrefixHasher hasher = new PrefixHasher(1, 2, 3);
        long hash = hasher.hash(10, 20, 24);

        assertEquals(hash, new PrefixHasher(1, 2, 4).hash(10, 20, 24));
        assertNotEquals(hash, hasher.hash(11, 20, 24));
        assertNotEquals(hash, hasher.hash(10, 21, 24));
        assertNotEquals(hash, hasher.hash(10, 20, 25));
        assertNotEquals(hash, new PrefixHasher(1, 3, 3).hash(10, 20, 24));
        assertNotEquals(
                PrefixHasher.random().hash(10, 20, 24), PrefixHasher.random().hash(10, 20, 24));
    }

    @Test
    void tailsAreFoldedUntilTenLieTogetherAndTheSumStays() {
        long[] counts = {0, 1, 0, 4, 30, 7, 8, 3, 0};
        Tails.fold(counts, 10);
        assertArrayEquals(new long[] {0, 0, 0, 0, 35, 7, 11, 0, 0}, counts);

        long[] few = {2, 0, 5, 0, 6};
        Tails.fold(few, 10);
        assertArrayEquals(new long[] {0, 0, 13, 0, 0}, few, "at the median");

        long[] none = {0, 0};
        Tails.fold(none, 10);
        assertArrayEquals(new long[] {0, 0}, none);
    }
}
