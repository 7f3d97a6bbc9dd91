package org.beibu.probe.ping;

/** Hears of replies, on the loop's thread. */
public interface PingListener {
    /** One came. */
    void onReply(PingReply reply);

    /** An error came instead of an answer. */
    default void onFailure(String what) {}

    /** It is over: all were answered, the time of the last is up, or it was stopped. */
    void onEnd(PingFigures figures);
}
