package org.beibu.analyzer.recommend.live;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.beibu.analyzer.recommend.verify.MoveWatch;

/**
 * What was predicted of each move and what came of it, a line of JSON each, kept for ever: {@code
 * beibu/move/v1}.
 */
final class MoveLedger {
    /** Where it lies in the data directory. */
    static final String FILE_NAME = "store/moves.jsonl";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;

    MoveLedger(Path file) {
        this.file = file;
    }

    /** Adds an offer that has ended. */
    void add(Offer offer, String why, long minute) throws IOException {
        MoveWatch watch = offer.watch();
        ObjectNode line =
                JSON.createObjectNode()
                        .put("schema", "beibu/move/v1")
                        .put("id", offer.id())
                        .put("route", offer.move().group())
                        .put("from_exit", offer.move().from())
                        .put("to_exit", offer.move().to())
                        .put(
                                "offered",
                                Recommendation.instant(offer.sinceMinute() * 60_000_000_000L))
                        .put("ended", Recommendation.instant(minute * 60_000_000_000L))
                        .put("taken", offer.isTaken())
                        .put("why_ended", why)
                        .put("predicted_gain_ms", offer.move().gain());
        if (watch != null && !Double.isNaN(watch.realisedGain())) {
            line.put("realised_gain_ms", watch.realisedGain());
            line.put("watched_blocks", watch.blocks());
        }
        Files.writeString(
                file,
                line + "\n",
                StandardCharsets.UTF_8,
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND,
                StandardOpenOption.SYNC);
    }
}
