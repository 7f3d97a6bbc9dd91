package org.beibu.lab.rig;

/**
 * What a run of the rig does.
 *
 * @param timestamps whether both hosts use TCP timestamps (RFC 7323)
 * @param addresses how many of the server's addresses are asked, one after the other
 * @param secondsEach how long each address is asked
 * @param connections how many connections are open at a time
 * @param lostOfTenThousand frames the relay loses, in each direction
 * @param snapLength octets of each packet that are recorded
 */
public record RigPlan(
        boolean timestamps,
        int addresses,
        int secondsEach,
        int connections,
        int lostOfTenThousand,
        int snapLength) {
    /** The longest run, in seconds, of all addresses together. */
    public static final int LONGEST_SECONDS = 300;

    public RigPlan {
        if (addresses < 1 || addresses > Hosts.SERVERS.size()) {
            throw new IllegalArgumentException("addresses: 1 to " + Hosts.SERVERS.size());
        }
        if (secondsEach < 1 || secondsEach * addresses > LONGEST_SECONDS) {
            throw new IllegalArgumentException("all together: 1 to " + LONGEST_SECONDS + " s");
        }
    }

    /** Forty-eight connections, 0.5 % lost each way, 96 octets of each packet. */
    public static RigPlan of(boolean timestamps, int addresses, int secondsEach) {
        return new RigPlan(timestamps, addresses, secondsEach, 48, 50, 96);
    }

    /** The same with as many connections at a time. */
    public RigPlan withConnections(int count) {
        return new RigPlan(
                timestamps, addresses, secondsEach, count, lostOfTenThousand, snapLength);
    }

    /** When everything must have ended, from the start of the relay on. */
    int secondsAtMost() {
        return addresses * (secondsEach + 10) + 30;
    }
}
