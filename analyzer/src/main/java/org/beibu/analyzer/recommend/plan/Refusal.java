package org.beibu.analyzer.recommend.plan;

/** Why a group does not move to an exit. The order is that in which it is asked. */
public enum Refusal {
    /** No router holds a valid route through it. */
    NO_ROUTE("no valid route through it"),
    /** It was not measured in the last three blocks. */
    NOT_MEASURED("not measured of late"),
    /** It loses more than the current exit. */
    MORE_LOSS("it loses more"),
    /** Its 95th percentile is higher. */
    WORSE_TAIL("its 95th percentile is higher"),
    /** It is not proved to be better. */
    NOT_PROVED("not proved to be better"),
    /** An earlier move there was taken back. */
    EMBARGOED("an earlier move there was taken back"),
    /** The group moved less than half an hour ago. */
    HELD_DOWN("moved less than half an hour ago"),
    /** The group moved too often. */
    FLAPPING("moved too often"),
    /** At the load after the move it would gain too little. */
    TOO_LITTLE_GAIN("too little gain at the load after the move"),
    /** The link would be too full. */
    LINK_FULL("the link would be too full"),
    /** As much as may move to the link at a time has moved. */
    STEP_FULL("enough moves to the link at this time"),
    /** The budget of moves is spent. */
    NO_BUDGET("the budget of moves is spent"),
    /** The plan as a whole is cheaper with the group where it is. */
    PRICED_OUT("the room is worth more to others");

    private final String words;

    Refusal(String words) {
        this.words = words;
    }

    /** The reason in words, to stand after "not through EXIT:". */
    public String words() {
        return words;
    }
}
