package org.beibu.probe.capture;

/**
 * The hash of all that keeps equal 5-tuples apart: the VLAN ids and the virtual networks of VXLAN
 * and Geneve, from the outside in; 0 without any. MPLS labels, GRE keys and GTP tunnel ids are not
 * in it: they differ between the two directions of one flow.
 */
final class TagHash {
    /** An odd multiplier with well spread bits, 2^32 / golden ratio. */
    private static final int MIX = 0x9e37_79b1;

    /** Tells a virtual network from a VLAN of the same number. */
    private static final int VIRTUAL_NETWORK = 1 << 24;

    private TagHash() {}

    /** Id 0 is a tag with a priority but no VLAN: it must not tell two directions apart. */
    static int withVlan(int hash, int vlanId) {
        return vlanId == 0 ? hash : with(hash, vlanId);
    }

    static int withVirtualNetwork(int hash, int identifier) {
        return with(hash, VIRTUAL_NETWORK | identifier);
    }

    private static int with(int hash, int id) {
        int mixed = (Integer.rotateLeft(hash, 13) ^ id) * MIX;
        return mixed == 0 ? 1 : mixed;
    }
}
