package org.beibu.analyzer.report.facts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.beibu.analyzer.report.ReportSpan;

/**
 * What was recommended and what came of it, from the ledger of moves.
 *
 * @param moves those that ended in the span, the oldest first
 * @param unreadable lines that could not be read
 */
public record MoveFacts(List<Move> moves, int unreadable) {
    /** Where the ledger lies in the data directory. */
    public static final String FILE_NAME = "store/moves.jsonl";

    private static final ObjectMapper JSON = new ObjectMapper();

    public MoveFacts {
        moves = List.copyOf(moves);
    }

    /**
     * One recommendation that has ended.
     *
     * @param route which AseanRoute
     * @param from the exit it was to leave
     * @param to the exit it was to take
     * @param offered when it was made
     * @param ended when it ended
     * @param taken whether traffic was moved
     * @param why why it ended
     * @param predicted milliseconds that were to be gained
     * @param realised milliseconds that were gained, empty when it was not watched
     */
    public record Move(
            String route,
            String from,
            String to,
            Instant offered,
            Instant ended,
            boolean taken,
            String why,
            double predicted,
            Optional<Double> realised) {

        /** How long it was in force. */
        public Duration kept() {
            return Duration.between(offered, ended);
        }
    }

    /** The moves of a span; none without a ledger. */
    public static MoveFacts read(Path data, ReportSpan span) {
        Path file = data.resolve(FILE_NAME);
        if (!Files.exists(file)) {
            return new MoveFacts(List.of(), 0);
        }
        List<Move> moves = new ArrayList<>();
        int unreadable = 0;
        try {
            for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
                Optional<Move> move = line.isBlank() ? Optional.empty() : parse(line);
                unreadable += move.isEmpty() && !line.isBlank() ? 1 : 0;
                move.filter(m -> !m.ended().isBefore(span.from()) && m.ended().isBefore(span.to()))
                        .ifPresent(moves::add);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the ledger of moves: " + file, e);
        }
        return new MoveFacts(moves, unreadable);
    }

    private static Optional<Move> parse(String line) {
        try {
            JsonNode json = JSON.readTree(line);
            if (!json.path("schema").asText().equals("beibu/move/v1")) {
                return Optional.empty();
            }
            JsonNode realised = json.path("realised_gain_ms");
            return Optional.of(
                    new Move(
                            json.path("route").asText(),
                            json.path("from_exit").asText(),
                            json.path("to_exit").asText(),
                            Instant.parse(json.path("offered").asText()),
                            Instant.parse(json.path("ended").asText()),
                            json.path("taken").asBoolean(),
                            json.path("why_ended").asText(),
                            json.path("predicted_gain_ms").asDouble(),
                            realised.isNumber()
                                    ? Optional.of(realised.asDouble())
                                    : Optional.empty()));
        } catch (JsonProcessingException | DateTimeException e) {
            return Optional.empty();
        }
    }

    /** How many were taken. */
    public long taken() {
        return moves.stream().filter(Move::taken).count();
    }

    /** The mean of what was gained by those that were watched; NaN without any. */
    public double meanRealised() {
        return moves.stream()
                .filter(Move::taken)
                .flatMap(move -> move.realised().stream())
                .mapToDouble(Double::doubleValue)
                .average()
                .orElse(Double.NaN);
    }

    /** The mean of what was predicted of the same; NaN without any. */
    public double meanPredicted() {
        return moves.stream()
                .filter(move -> move.taken() && move.realised().isPresent())
                .mapToDouble(Move::predicted)
                .average()
                .orElse(Double.NaN);
    }
}
