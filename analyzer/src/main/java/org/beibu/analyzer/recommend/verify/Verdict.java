package org.beibu.analyzer.recommend.verify;

/** What is to be done about a move. */
public enum Verdict {
    /** Too early to say. */
    WAIT("still watched"),
    /** The watch has ended without a reason to take it back. */
    KEEP("kept"),
    /** The route has gone. */
    ROUTE_GONE("its route has gone"),
    /** Two blocks lost more than the class allows. */
    LOSSY("two blocks lost too much"),
    /** The link is too full. */
    OVERLOADED("its link is too full"),
    /** Two blocks were much slower than before the move. */
    SLOWER("two blocks were much slower than before"),
    /** The old exit is proved to be better. */
    REFUTED("the old exit is proved to be better");

    private final String words;

    Verdict(String words) {
        this.words = words;
    }

    /** The verdict in words. */
    public String words() {
        return words;
    }

    /** Whether the move must be taken back at once. */
    public boolean isTakeBack() {
        return this != WAIT && this != KEEP;
    }
}
