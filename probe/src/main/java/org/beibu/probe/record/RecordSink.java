package org.beibu.probe.record;

import org.beibu.runtime.journal.TimingRecord;

/** Takes finished records: the journal, or an import that has to skip some. */
@FunctionalInterface
public interface RecordSink {
    /**
     * Takes a copy of the record.
     *
     * @return false when it was not kept; whoever refused it has counted it
     */
    boolean append(TimingRecord timing);
}
