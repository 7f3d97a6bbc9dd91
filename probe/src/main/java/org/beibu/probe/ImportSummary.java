package org.beibu.probe;

import java.util.Map;
import java.util.Optional;

/**
 * What the import of one capture file came to.
 *
 * @param probe the name under which the file's records stand in the journal
 * @param packets packets read
 * @param timings timings found, by method
 * @param routes timings found, by AseanRoute id
 * @param skipped packets skipped, by reason
 * @param alreadyImported timings that an earlier import had already brought in
 * @param damage what is wrong with the file; the timings before the damage are imported
 */
public record ImportSummary(
        String probe,
        long packets,
        Map<String, Long> timings,
        Map<String, Long> routes,
        Map<String, Long> skipped,
        long alreadyImported,
        Optional<String> damage) {

    /** Number of timings found. */
    public long found() {
        return timings.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Number of timings that this import has added. */
    public long added() {
        return found() - alreadyImported;
    }
}
