package org.beibu.analyzer.segments;

import java.util.List;
import java.util.Optional;
import org.beibu.analyzer.delay.Series;
import org.beibu.analyzer.loss.LossCounts;
import org.beibu.model.PathId;
import org.beibu.model.Resolution;

/**
 * What Nanning saves, or costs, for each city, destination and exit.
 *
 * @param rows in the order of the configuration, the catalogue and the exits
 */
public record SegmentsView(List<Row> rows) {

    public SegmentsView {
        rows = List.copyOf(rows);
    }

    /**
     * One city to one destination through Nanning and one of its exits.
     *
     * @param city where it begins
     * @param path route and exit of Nanning; the exit is {@code -} when nothing is known
     * @param domestic the city to Nanning, empty without timings
     * @param international Nanning to the destination, empty without timings
     * @param composed both, one after the other; empty unless both are there
     * @param correlation whether the composition may be believed in its tail
     * @param direct the measured ways past Nanning
     * @param notes what to know before the figures are used
     */
    public record Row(
            String city,
            PathId path,
            Optional<Measured> domestic,
            Optional<Measured> international,
            Optional<SpanFigures> composed,
            Optional<Correlation> correlation,
            List<DirectWay> direct,
            List<String> notes) {

        public Row {
            direct = List.copyOf(direct);
            notes = List.copyOf(notes);
        }

        /**
         * What both segments lose; empty unless both are composed and packets were sent on both.
         */
        public Optional<ComposedLoss> composedLoss() {
            return composed.isEmpty()
                    ? Optional.empty()
                    : ComposedLoss.of(
                            domestic.orElseThrow().losses(), international.orElseThrow().losses());
        }
    }

    /**
     * What was measured of one segment.
     *
     * @param series by what
     * @param count samples
     * @param span from the first window to the last
     * @param resolution length of the windows
     * @param figures the delays
     * @param losses what became of the packets; nothing is known where the method sends none
     */
    public record Measured(
            Series series,
            long count,
            TimeSpan span,
            Resolution resolution,
            SpanFigures figures,
            LossCounts losses) {

        static Optional<Measured> of(WindowedDelays delays, LossCounts losses) {
            return delays.span()
                    .map(
                            span ->
                                    new Measured(
                                            delays.series(),
                                            delays.count(),
                                            span,
                                            delays.resolution(),
                                            SpanFigures.measured(delays),
                                            losses));
        }
    }

    /**
     * A way past Nanning.
     *
     * @param via the bureau it goes through
     * @param measured its delays, empty without timings
     * @param savedP50 by how much Nanning is faster at the median; negative when it is slower
     * @param savedP95 the same at the 95th percentile
     * @param notes what to know before the figures are used
     */
    public record DirectWay(
            String via,
            Optional<Measured> measured,
            Optional<Estimate> savedP50,
            Optional<Estimate> savedP95,
            List<String> notes) {

        public DirectWay {
            notes = List.copyOf(notes);
        }
    }

    /** What a saving means, in a word: saves, costs, or undecided. */
    public static String verdict(Estimate saved) {
        if (saved.lowNanos() > 0) {
            return "saves";
        }
        return saved.highNanos() < 0 ? "costs" : "undecided";
    }
}
