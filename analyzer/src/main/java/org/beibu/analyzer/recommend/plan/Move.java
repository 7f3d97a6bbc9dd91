package org.beibu.analyzer.recommend.plan;

/**
 * One group that should take another exit.
 *
 * @param group the group's id
 * @param from the exit it takes now
 * @param to the exit it should take
 * @param reason why
 * @param gain milliseconds that its median falls at the loads after the move; negative when relief
 *     costs delay
 * @param gbit the traffic that moves, Gbit/s
 * @param shareBefore how full the new exit was before, in this step
 * @param shareAfter how full it is after
 */
public record Move(
        String group,
        String from,
        String to,
        Reason reason,
        double gain,
        double gbit,
        double shareBefore,
        double shareAfter) {

    /** Why something moves. */
    public enum Reason {
        /** It is proved to be faster there. */
        GAIN,
        /** Its link is too full. */
        RELIEF,
        /** Its exit is silent or loses much. */
        LOSS,
        /** Its exit has become much slower all at once. */
        STEP;

        /** Whether it could not wait for blocks. */
        public boolean isUrgent() {
            return this == LOSS || this == STEP;
        }
    }
}
