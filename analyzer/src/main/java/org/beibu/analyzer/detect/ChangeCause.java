package org.beibu.analyzer.detect;

/** What a change looks like the work of. */
public enum ChangeCause {
    /** Floor and median moved together: another way through the network. */
    ROUTING_STEP("routing step"),
    /** The floor stayed and delays above it became more or fewer: queues. */
    CONGESTION("diurnal swing or congestion"),
    /** A short scattered excursion that went back to where it came from. */
    SPIKE("spike"),
    /** Answers went missing or came back. */
    LOSS("loss");

    private final String words;

    ChangeCause(String words) {
        this.words = words;
    }

    /** The words in JSON and text. */
    public String words() {
        return words;
    }
}
