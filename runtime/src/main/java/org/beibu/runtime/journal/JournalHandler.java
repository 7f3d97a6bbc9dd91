package org.beibu.runtime.journal;

/** Takes batches from a {@link JournalReader}, in the order in which they were appended. */
@FunctionalInterface
public interface JournalHandler {
    /** Called once a batch; the flyweight is valid during the call only. */
    void onBatch(JournalBatch batch);
}
