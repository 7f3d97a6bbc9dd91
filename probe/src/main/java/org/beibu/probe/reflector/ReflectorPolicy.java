package org.beibu.probe.reflector;

import java.util.Optional;
import org.beibu.probe.stamp.PacketMode;
import org.beibu.probe.stamp.TimestampFormat;

/**
 * How packets are answered.
 *
 * @param mode which packets are answered, open or authenticated ones
 * @param stateful whether answers are numbered by session, which tells forward from backward loss;
 *     else they carry the sender's number
 * @param timestamps the format of the answers' stamps, empty for that of the question
 * @param dscps a bit for each DSCP that a Class of Service TLV may ask for, 1 &lt;&lt; DSCP
 */
public record ReflectorPolicy(
        PacketMode mode, boolean stateful, Optional<TimestampFormat> timestamps, long dscps) {
    /** Every DSCP is permitted. */
    public static final long ALL_DSCPS = -1L;

    /** Open, stateless, stamps as the question has them, every DSCP. */
    public static final ReflectorPolicy DEFAULT =
            new ReflectorPolicy(PacketMode.OPEN, false, Optional.empty(), ALL_DSCPS);

    /** The same with this mode. */
    public ReflectorPolicy with(PacketMode newMode) {
        return new ReflectorPolicy(newMode, stateful, timestamps, dscps);
    }

    /** The same, stateful or stateless. */
    public ReflectorPolicy withState(boolean kept) {
        return new ReflectorPolicy(mode, kept, timestamps, dscps);
    }

    /** The same with stamps of this format. */
    public ReflectorPolicy withTimestamps(TimestampFormat format) {
        return new ReflectorPolicy(mode, stateful, Optional.of(format), dscps);
    }

    /** The same for these DSCPs. */
    public ReflectorPolicy withDscps(long bits) {
        return new ReflectorPolicy(mode, stateful, timestamps, bits);
    }

    /** Whether answers may have this DSCP. */
    boolean permits(int dscp) {
        return (dscps >>> dscp & 1) != 0;
    }
}
