package org.beibu.model;

import java.util.Arrays;
import java.util.List;

/**
 * Longest-prefix match for IPv4 and IPv6 in one table. A binary trie in one int array over the
 * common 128-bit space of {@link Address}; built once, then immutable. A lookup allocates nothing
 * and takes at most 128 steps.
 */
public final class PrefixTable {
    /** What {@link #lookup} gives when no prefix holds the address. */
    public static final int NONE = -1;

    /** Slots a node: child for bit 0, child for bit 1, value or {@link #NONE}. */
    private static final int STRIDE = 3;

    private final int[] nodes;

    private PrefixTable(int[] nodes) {
        this.nodes = nodes;
    }

    /**
     * Builds the table in which a prefix of {@code groups.get(i)} gives {@code i}.
     *
     * @throws IllegalArgumentException when a prefix stands in two groups
     */
    public static PrefixTable of(List<? extends List<Prefix>> groups) {
        Builder builder = new Builder();
        for (int i = 0; i < groups.size(); i++) {
            for (Prefix prefix : groups.get(i)) {
                builder.put(prefix, i);
            }
        }
        return new PrefixTable(Arrays.copyOf(builder.nodes, builder.used));
    }

    /** The value of the longest prefix that holds the address, or {@link #NONE}. */
    public int lookup(long high, long low) {
        // Above depth 96 stand short IPv6 prefixes such as ::/0; no IPv4 address is in one.
        int shallowest = Address.isIpv4(high, low) ? 96 : 0;
        int best = shallowest == 0 ? nodes[2] : NONE;
        int node = 0;
        for (int depth = 1; depth <= 128; depth++) {
            node = nodes[node + bit(high, low, depth - 1)];
            if (node == 0) {
                return best;
            }
            int value = nodes[node + 2];
            best = value == NONE || depth < shallowest ? best : value;
        }
        return best;
    }

    private static int bit(long high, long low, int depth) {
        long half = depth < 64 ? high : low;
        return (int) (half >>> (63 - (depth & 63))) & 1;
    }

    private static final class Builder {
        private int[] nodes = new int[STRIDE * 256];
        private int used = STRIDE;

        Builder() {
            nodes[2] = NONE;
        }

        void put(Prefix prefix, int value) {
            int node = 0;
            for (int depth = 0; depth < prefix.mappedLength(); depth++) {
                int link = node + bit(prefix.high(), prefix.low(), depth);
                if (nodes[link] == 0) {
                    int child = newNode(); // first: it may replace the array
                    nodes[link] = child;
                }
                node = nodes[link];
            }
            if (nodes[node + 2] != NONE && nodes[node + 2] != value) {
                throw new IllegalArgumentException("prefix listed for two routes: " + prefix);
            }
            nodes[node + 2] = value;
        }

        private int newNode() {
            if (used + STRIDE > nodes.length) {
                nodes = Arrays.copyOf(nodes, nodes.length * 2);
            }
            int node = used;
            used += STRIDE;
            nodes[node + 2] = NONE;
            return node;
        }
    }
}
