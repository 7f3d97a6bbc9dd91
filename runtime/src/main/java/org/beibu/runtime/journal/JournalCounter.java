package org.beibu.runtime.journal;

import org.beibu.runtime.counters.Counter;

/** What the journal counts, on its writing and on its reading side. */
public enum JournalCounter implements Counter {
    RECORDS_APPENDED("journal_records_appended", "Records written to the journal."),
    BATCHES_APPENDED("journal_batches_appended", "Documents written to the journal."),
    RECORDS_NOT_KEPT(
            "journal_records_not_kept",
            "Records refused or lost because the disk was too full or the journal failed."),
    SPACE_STOPS(
            "journal_space_stops", "Times that appending stopped because the disk was too full."),
    WRITE_FAULTS("journal_write_faults", "Times that writing a document failed."),
    CYCLES_DELETED("journal_cycles_deleted", "Cycle files deleted by age or size."),
    RETENTION_FAILURES(
            "journal_retention_failures", "Times that listing or deleting cycle files failed."),
    CHECKPOINT_FAILURES(
            "journal_checkpoint_failures",
            "Times that the checkpoint of sequence numbers could not be saved; a start takes"
                    + " longer."),
    CYCLES_REPAIRED(
            "journal_cycles_repaired",
            "Holes closed in cycle files, which a power failure had left."),
    RECORDS_READ("journal_records_read", "Records handed to the reader's consumer."),
    BATCHES_READ("journal_batches_read", "Documents handed to the reader's consumer."),
    SKIPPED_TOO_SHORT("journal_skipped_too_short", "Documents skipped: shorter than a header."),
    SKIPPED_BAD_MAGIC("journal_skipped_bad_magic", "Documents skipped: not ours."),
    SKIPPED_UNKNOWN_VERSION(
            "journal_skipped_unknown_version", "Documents skipped: format version not known."),
    SKIPPED_BAD_LENGTH(
            "journal_skipped_bad_length",
            "Documents skipped: lengths or count that do not fit one another."),
    SKIPPED_BAD_CHECKSUM(
            "journal_skipped_bad_checksum", "Documents skipped: CRC32C does not match."),
    SKIPPED_BAD_HEADER(
            "journal_skipped_bad_header",
            "Documents skipped: probe name or sequence number makes no sense."),
    RECORDS_UNKNOWN(
            "journal_records_unknown",
            "Records of a kind, method or metric that this reader does not know."),
    RECORDS_MISSING(
            "journal_records_missing",
            "Sequence numbers that the reader never saw: deleted or damaged documents."),
    RECORDS_REPEATED("journal_records_repeated", "Sequence numbers that the reader saw before."),
    READER_REOPENED(
            "journal_reader_reopened",
            "Times that the reader began anew since it did not move though newer files were there."),
    READ_FAULTS("journal_read_faults", "Times that reading a document failed.");

    private final String label;
    private final String help;

    JournalCounter(String label, String help) {
        this.label = label;
        this.help = help;
    }

    @Override
    public String label() {
        return label;
    }

    @Override
    public String help() {
        return help;
    }
}
