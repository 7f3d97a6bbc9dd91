package org.beibu.probe.question;

/** The socket of some sessions, and who reads from it. Owned by the loop's thread. */
public interface QuestionPort {
    /** Takes what has come: departures first, since an answer is timed by the one known then. */
    void drain();

    /** Looks after what goes on for some time; called every 50 ms at least. */
    default void tick() {
        // most have nothing that goes on
    }

    /** UDP or TCP port, or identifier, by which what it sends can be known; 0 for none. */
    int localPort();
}
