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

    /** Bits before an IPv4 address in the common space: the same for all of them. */
    private static final int IPV4_DEPTH = 96;

    private final int[] nodes;

    /** Where all IPv4 addresses have led to after their common bits, 0 when nowhere. */
    private final int ipv4Node;

    private PrefixTable(int[] nodes) {
        this.nodes = nodes;
        ipv4Node = descend(nodes);
    }

    private static int descend(int[] nodes) {
        long low = Address.ipv4Low(0);
        int node = 0;
        for (int depth = 0; depth < IPV4_DEPTH; depth++) {
            node = nodes[node + bit(0, low, depth)];
            if (node == 0) {
                return 0;
            }
        }
        return node;
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
        int node = 0;
        int depth = 0;
        if (Address.isIpv4(high, low)) {
            // Above stand short IPv6 prefixes such as ::/0; no IPv4 address is in one.
            node = ipv4Node;
            depth = IPV4_DEPTH;
            if (node == 0) {
                return NONE;
            }
        }
        int best = nodes[node + 2];
        for (; depth < 128; depth++) {
            node = nodes[node + bit(high, low, depth)];
            if (node == 0) {
                return best;
            }
            int value = nodes[node + 2];
            best = value == NONE ? best : value;
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
