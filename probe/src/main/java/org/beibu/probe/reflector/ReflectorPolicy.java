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
 * @param lengthening whether questions that are shorter than a base packet, as TWAMP Light senders
 *     may send, are answered by one; else they are dropped, and no answer is longer than its
 *     question
 * @param dscps a bit for each DSCP that a Class of Service TLV may ask for, 1 &lt;&lt; DSCP
 */
public record ReflectorPolicy(
        PacketMode mode,
        boolean stateful,
        Optional<TimestampFormat> timestamps,
        boolean lengthening,
        long dscps) {
    /** Every DSCP is permitted. */
    public static final long ALL_DSCPS = -1L;

    /** Open, stateless, stamps as the question has them, lengthening, every DSCP. */
    public static final ReflectorPolicy DEFAULT =
            new ReflectorPolicy(PacketMode.OPEN, false, Optional.empty(), true, ALL_DSCPS);

    /** The same with this mode. */
    public ReflectorPolicy with(PacketMode newMode) {
        return new ReflectorPolicy(newMode, stateful, timestamps, lengthening, dscps);
    }

    /** The same, stateful or stateless. */
    public ReflectorPolicy withState(boolean kept) {
        return new ReflectorPolicy(mode, kept, timestamps, lengthening, dscps);
    }

    /** The same with stamps of this format. */
    public ReflectorPolicy withTimestamps(TimestampFormat format) {
        return new ReflectorPolicy(mode, stateful, Optional.of(format), lengthening, dscps);
    }

    /** The same, with answers that may be longer than their question, or without. */
    public ReflectorPolicy withLengthening(boolean permitted) {
        return new ReflectorPolicy(mode, stateful, timestamps, permitted, dscps);
    }

    /** The same for these DSCPs. */
    public ReflectorPolicy withDscps(long bits) {
        return new ReflectorPolicy(mode, stateful, timestamps, lengthening, bits);
    }

    /** Whether answers may have this DSCP. */
    boolean permits(int dscp) {
        return (dscps >>> dscp & 1) != 0;
    }
}
