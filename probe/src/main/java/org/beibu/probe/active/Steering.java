package org.beibu.probe.active;

import java.util.Optional;
import org.beibu.model.Address;

/**
 * What policy routing sees of a session's packets.
 *
 * @param source the address they come from, empty for what the system chooses
 * @param dscp their DSCP
 * @param mark their mark (SO_MARK), 0 for none
 */
public record Steering(Optional<Address> source, int dscp, int mark) {
    /** None. */
    public static final Steering NONE = new Steering(Optional.empty(), 0, 0);

    private static final int HIGHEST_DSCP = 63;

    public Steering {
        if (dscp < 0 || dscp > HIGHEST_DSCP) {
            throw new IllegalArgumentException("a DSCP is 0 to " + HIGHEST_DSCP + ", not " + dscp);
        }
        if (mark < 0) {
            throw new IllegalArgumentException("a mark is not negative: " + mark);
        }
    }

    /** DSCP without ECN, as it stands in the header. */
    int trafficClass() {
        return dscp << 2;
    }
}
