package org.beibu.probe.trace;

import java.util.List;
import org.beibu.runtime.journal.TraceHopRecord;

/**
 * Something that came back.
 *
 * @param number the packet that it answers, {@link #UNKNOWN} where it quotes too little to tell
 * @param from who answered and what
 * @param end whether this is the target's, so that packets go no further
 * @param epochNanos when it came
 * @param labels the MPLS label stack that the packet had there
 */
public record TraceAnswer(
        int number, TraceHopRecord.Answer from, End end, long epochNanos, List<Integer> labels) {
    /** Nobody knows which packet it answers. */
    public static final int UNKNOWN = -1;

    /** What an answer means for the packets behind. */
    public enum End {
        /** A router on the way. */
        NONE,
        /** The target. */
        REACHED,
        /** Somebody says that they go no further. */
        UNREACHABLE
    }
}
