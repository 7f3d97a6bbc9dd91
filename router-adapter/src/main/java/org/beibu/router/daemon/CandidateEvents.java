package org.beibu.router.daemon;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.beibu.model.Prefix;
import org.beibu.router.rib.ChangeFeed;
import org.beibu.router.rib.RibChange;
import org.beibu.runtime.admin.AdminStream;

/**
 * Changes of candidates as server-sent events, for one client after another:
 *
 * <pre>
 *   candidates   what is there now of a prefix; several changes in a moment are one event
 *   router       a session or a peer of a router came or went: any prefix may have changed
 *   reset        changes were missed, or the client begins: ask for everything, then go on
 * </pre>
 *
 * <p>Ids are numbers of changes. Each client's own thread runs it; it looks for changes each 50 ms
 * and says something each 15 s.
 */
final class CandidateEvents implements AdminStream.Source {
    private static final int MOST_AT_ONCE = 1_000;
    private static final long LOOK_MILLIS = 50;
    private static final int LOOKS_A_COMMENT = 300;

    private final ChangeFeed changes;
    private final CandidatesJson candidates;

    CandidateEvents(ChangeFeed changes, CandidatesJson candidates) {
        this.changes = changes;
        this.candidates = candidates;
    }

    @Override
    public void tell(String lastEventId, AdminStream.Client client)
            throws IOException, InterruptedException {
        client.send("retry: 2000\n\n");
        long heard = heard(lastEventId);
        int idle = 0;
        while (true) {
            ChangeFeed.Batch batch =
                    heard < 0
                            ? new ChangeFeed.Batch(List.of(), true, changes.last())
                            : changes.since(heard, MOST_AT_ONCE);
            heard = batch.last();
            String text = batch.resync() ? reset(heard) : events(batch);
            if (!text.isEmpty()) {
                client.send(text);
                idle = 0;
            } else if (++idle % LOOKS_A_COMMENT == 0) {
                client.send(": nothing new\n\n");
            }
            if (batch.changes().size() < MOST_AT_ONCE) {
                TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            }
        }
    }

    /** What is no number was never an id of ours. */
    private static long heard(String lastEventId) {
        return lastEventId.matches("[0-9]{1,18}") ? Long.parseLong(lastEventId) : -1;
    }

    /** Only the last has an id: who goes before it has come hears all of them again. */
    private String events(ChangeFeed.Batch batch) {
        Map<Prefix, Long> prefixes = new LinkedHashMap<>();
        StringBuilder text = new StringBuilder();
        for (RibChange change : batch.changes()) {
            if (change.prefix().isPresent()) {
                prefixes.put(change.prefix().get(), change.sequence());
            } else {
                text.append("event: router\ndata: ").append(router(change)).append("\n\n");
            }
        }
        prefixes.forEach(
                (prefix, sequence) ->
                        text.append("event: candidates\ndata: ")
                                .append(candidates.change(sequence, prefix))
                                .append("\n\n"));
        int lastEvent = text.lastIndexOf("event: ");
        return lastEvent < 0 ? "" : text.insert(lastEvent, "id: " + batch.last() + "\n").toString();
    }

    private static String router(RibChange change) {
        return "{\"sequence\":%d,\"router\":\"%s\",\"kind\":\"%s\"}"
                .formatted(
                        change.sequence(),
                        change.router(),
                        change.kind().name().toLowerCase(Locale.ROOT));
    }

    private static String reset(long last) {
        return "id: " + last + "\nevent: reset\ndata: {\"sequence\":" + last + "}\n\n";
    }
}
