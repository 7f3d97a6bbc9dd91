package org.beibu.runtime.journal;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * Fuzz target: one document of the journal, which another release or a broken disk wrote. First as
 * it is; then with header and checksum made good, so that the records are read too.
 */
public final class JournalDocumentFuzz {
    private JournalDocumentFuzz() {}

    /** One input; throws when a promise of the decoders is broken. */
    public static void fuzzerTestOneInput(byte[] data) {
        byte[] document = new byte[JournalFormat.MAX_DOCUMENT];
        int length = Math.min(data.length, document.length);
        System.arraycopy(data, 0, document, 0, length);
        ByteBuffer view = ByteBuffer.wrap(document);
        CRC32C crc = new CRC32C();
        if (JournalFormat.fault(crc, document, view, length) == null) {
            readAll(view);
        }
        int count =
                Math.max(1, (length - JournalFormat.HEADER_LENGTH) / JournalFormat.RECORD_LENGTH);
        makeGood(view, count);
        view.putInt(
                JournalFormat.CHECKSUM_AT,
                JournalFormat.checksum(crc, document, JournalFormat.documentLength(count)));
        if (JournalFormat.fault(crc, document, view, document.length) == null) {
            readAll(view);
        }
    }

    private static void makeGood(ByteBuffer view, int count) {
        view.putInt(JournalFormat.MAGIC_AT, JournalFormat.MAGIC)
                .putShort(JournalFormat.VERSION_AT, (short) JournalFormat.VERSION)
                .putShort(JournalFormat.COUNT_AT, (short) count)
                .putShort(JournalFormat.HEADER_LENGTH_AT, (short) JournalFormat.HEADER_LENGTH)
                .putShort(JournalFormat.RECORD_LENGTH_AT, (short) JournalFormat.RECORD_LENGTH)
                .putInt(JournalFormat.BODY_LENGTH_AT, count * JournalFormat.RECORD_LENGTH);
    }

    private static void readAll(ByteBuffer view) {
        JournalBatch batch = new JournalBatch(view);
        batch.wrap();
        for (int i = 0; i < batch.count(); i++) {
            if (Records.text(batch, i).isEmpty()) {
                throw new AssertionError("record " + i + " has no text");
            }
        }
    }
}
