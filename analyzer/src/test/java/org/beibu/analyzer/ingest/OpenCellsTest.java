package org.beibu.analyzer.ingest;

import static org.beibu.analyzer.ingest.JournalFixture.SECOND;
import static org.beibu.analyzer.ingest.JournalFixture.START;
import static org.beibu.analyzer.ingest.JournalFixture.series;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.beibu.analyzer.delay.Series;
import org.beibu.analyzer.live.LivePath;
import org.beibu.analyzer.live.LiveRecorder;
import org.beibu.analyzer.live.LiveView;
import org.beibu.model.Method;
import org.junit.jupiter.api.Test;

class OpenCellsTest {
    private static final Series HANOI = series("VN-HAN", "gz-1", Method.HANDSHAKE);
    private static final Series SINGAPORE = series("SG-SIN", "gz-1", Method.HANDSHAKE);

    private final JournalFixture journal = new JournalFixture(Path.of("unused"));
    private final LiveView view = new LiveView();
    private final LiveRecorder live = new LiveRecorder(view, 1, journal.counters);
    private final OpenCells cells = new OpenCells(IngestConfig.DEFAULT, live, journal.counters);

    private List<Series> shownAfter(long now, Series sampled) {
        live.at(now);
        cells.record(journal.timing(sampled, now, 1_000_000));
        live.publish();
        return view.snapshot().paths().stream().map(LivePath::series).toList();
    }

    @Test
    void aSilentSeriesLeavesItsPlaceInTheViewToOthers() {
        assertEquals(List.of(HANOI), shownAfter(START, HANOI));
        assertEquals(List.of(HANOI), shownAfter(START + 1, SINGAPORE), "the view is full");

        live.at(START + 121 * SECOND);
        live.publish();

        assertEquals(List.of(SINGAPORE), shownAfter(START + 122 * SECOND, SINGAPORE));
        assertEquals(List.of(SINGAPORE), shownAfter(START + 123 * SECOND, HANOI));
        live.at(START + 300 * SECOND);
        live.publish();
        assertEquals(List.of(HANOI), shownAfter(START + 301 * SECOND, HANOI));
    }
}
