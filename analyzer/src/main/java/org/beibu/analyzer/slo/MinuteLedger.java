package org.beibu.analyzer.slo;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.beibu.analyzer.delay.Series;
import org.beibu.analyzer.store.MinuteFile;
import org.beibu.model.PathId;
import org.beibu.model.Resolution;

/**
 * The facts of any minute: from the file as far as it reaches, from the windows of the store
 * outside of that, so that they are the same whether an analyzer runs or ever ran.
 */
final class MinuteLedger {
    /** Names in the file: what its facts depend on, and the span of minutes that it holds. */
    static final String MADE_BY = "made_by";

    static final String FROM = "from";
    static final String UNTIL = "until";

    private final Optional<MinuteFile> file;
    private final MinuteReader reader;
    private final long fileFrom;
    private final long fileUntil;

    /** The ledger as the file is now; a file made by other rules is not looked at. */
    MinuteLedger(Optional<MinuteFile> file, MinuteReader reader, String madeBy) {
        this.reader = reader;
        Map<String, String> facts = file.map(MinuteFile::facts).orElse(Map.of());
        this.file = madeBy.equals(facts.get(MADE_BY)) ? file : Optional.empty();
        this.fileFrom = this.file.isEmpty() ? 0 : Long.parseLong(facts.getOrDefault(FROM, "0"));
        this.fileUntil = this.file.isEmpty() ? 0 : Long.parseLong(facts.getOrDefault(UNTIL, "0"));
    }

    /** Hands over the minutes in {@code [fromNanos, toNanos)} in which something was measured. */
    void forEach(
            PathId path,
            List<Series> series,
            long fromNanos,
            long toNanos,
            Consumer<MinuteFact> consumer) {
        long heldFrom = Math.min(toNanos, Math.max(fromNanos, fileFrom));
        long heldUntil = Math.max(heldFrom, Math.min(toNanos, fileUntil));
        if (heldFrom == heldUntil) {
            reader.read(path, series, fromNanos, toNanos).values().forEach(consumer);
            return;
        }
        reader.read(path, series, fromNanos, heldFrom).values().forEach(consumer);
        file.ifPresent(
                minutes ->
                        minutes.forEach(
                                path,
                                Resolution.HOUR.startOf(heldFrom),
                                heldUntil,
                                hour ->
                                        MinuteCodec.forEach(
                                                hour.startNanos(),
                                                hour.minutes(),
                                                fact -> {
                                                    if (fact.startNanos() >= heldFrom
                                                            && fact.startNanos() < heldUntil) {
                                                        consumer.accept(fact);
                                                    }
                                                })));
        reader.read(path, series, heldUntil, toNanos).values().forEach(consumer);
    }
}
