package org.beibu.runtime.journal;

import java.nio.ByteBuffer;

/** What happened to a path, and which routers it then led through. */
public sealed interface PathRecord
        permits HopCountsRecord, PathEventRecord, TraceRecord, TraceHopRecord {
    /** Writes the {@link JournalFormat#RECORD_LENGTH} octets of this record. */
    void encode(ByteBuffer document, int at);
}
