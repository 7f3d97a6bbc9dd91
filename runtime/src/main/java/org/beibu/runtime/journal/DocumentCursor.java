package org.beibu.runtime.journal;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.queue.ExcerptTailer;
import net.openhft.chronicle.wire.DocumentContext;
import net.openhft.chronicle.wire.Wire;
import org.jspecify.annotations.Nullable;

/**
 * Copies document after document out of the mapped queue into its own buffer and says whether each
 * is sound. Copied first and checked after, so that what was checked is what is used.
 */
final class DocumentCursor {
    private final byte[] octets = new byte[JournalFormat.MAX_DOCUMENT];
    private final ByteBuffer view = ByteBuffer.wrap(octets);
    private final CRC32C crc = new CRC32C();
    private int length;

    /** The document read last. */
    ByteBuffer view() {
        return view;
    }

    /** Reads the next document; false when there is none yet. */
    boolean next(ExcerptTailer tailer) {
        try (DocumentContext document = tailer.readingDocument()) {
            Wire wire = document.wire();
            if (!document.isPresent() || wire == null) {
                return false;
            }
            Bytes<?> bytes = wire.bytes();
            length = (int) Math.min(bytes.readRemaining(), octets.length);
            bytes.read(octets, 0, length);
            return true;
        }
    }

    /** What is wrong with the document read last, or null. */
    @Nullable JournalCounter fault() {
        return JournalFormat.fault(crc, octets, view, length);
    }
}
