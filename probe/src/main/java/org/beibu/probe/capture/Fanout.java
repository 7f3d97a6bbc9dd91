package org.beibu.probe.capture;

/**
 * A group of capture handles of one interface among which the kernel divides the packets. Both
 * directions of every flow come to the same member, tunnels included: the kernel goes by the
 * addresses of the outermost IP header alone, and hands what is not plainly IP to the first member.
 *
 * @param group number of the group, 0 to 65535, unique on the machine
 * @param members how many handles join
 */
public record Fanout(int group, int members) {
    private static final int HIGHEST_GROUP = 0xffff;

    /** The most handles in a group. */
    public static final int MOST_MEMBERS = 64;

    public Fanout {
        if (group < 0 || group > HIGHEST_GROUP) {
            throw new IllegalArgumentException("not a group of capture handles: " + group);
        }
        if (members < 2 || members > MOST_MEMBERS) {
            throw new IllegalArgumentException(
                    "members must be 2 to " + MOST_MEMBERS + ", not " + members);
        }
    }
}
