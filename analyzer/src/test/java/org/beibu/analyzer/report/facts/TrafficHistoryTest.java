package org.beibu.analyzer.report.facts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.ZoneId;
import org.beibu.analyzer.report.ReportSpan;
import org.beibu.analyzer.report.maths.RateSeries;
import org.beibu.model.TrafficDirection;
import org.junit.jupiter.api.Test;

class TrafficHistoryTest {
    private static final TrafficDirection OUT = TrafficDirection.OUTBOUND;
    private static final TrafficDirection IN = TrafficDirection.INBOUND;

    private static ReportSpan span(long windows) {
        Instant end = Instant.ofEpochSecond(windows * 300);
        return new ReportSpan(Instant.EPOCH, end, end, ZoneId.of("Asia/Shanghai"));
    }

    @Test
    void routesOfAnExitAreAddedUpWindowByWindow() {
        MadeUpTraffic store =
                new MadeUpTraffic()
                        .out("VN-HAN/gz-1", 0, 1e6)
                        .out("SG-SIN/gz-1", 0, 2e6)
                        .in("SG-SIN/gz-1", 0, 5e6)
                        .out("VN-HAN/gz-1", 300, 4e6);

        TrafficHistory traffic = TrafficHistory.read(store, span(3));

        assertEquals(3e6, traffic.of("gz-1", OUT).at(0));
        assertEquals(5e6, traffic.of("gz-1", IN).at(0));
        assertEquals(4e6, traffic.of("gz-1", OUT).at(1));
        assertEquals(0, traffic.of("gz-1", IN).at(1)); // counted, and nothing came in
        assertTrue(Double.isNaN(traffic.of("gz-1", OUT).at(2))); // nothing was counted
    }

    @Test
    void sumOfAllExitsIsMissingWhereOneIsMissing() {
        MadeUpTraffic store = new MadeUpTraffic();
        for (int window = 0; window < 4; window++) {
            store.out("VN-HAN/gz-1", window * 300L, 1e6);
        }
        store.out("VN-HAN/hk-3", 300, 10e6).out("VN-HAN/hk-3", 900, 10e6);

        RateSeries total = TrafficHistory.read(store, span(4)).total(OUT);

        assertEquals(1e6, total.at(0)); // hk-3 did not exist yet
        assertEquals(11e6, total.at(1));
        assertTrue(Double.isNaN(total.at(2)));
        assertEquals(11e6, total.at(3));
    }

    @Test
    void exitThatIsSilentForThirtyDaysHasEnded() {
        long days = 40;
        MadeUpTraffic store = new MadeUpTraffic().out("VN-HAN/hk-3", 0, 10e6);
        for (long window = 0; window < days * 288; window++) {
            store.out("VN-HAN/gz-1", window * 300, 1e6);
        }

        RateSeries total = TrafficHistory.read(store, span(days * 288)).total(OUT);

        assertEquals(11e6, total.at(0));
        assertEquals(1e6, total.at(1));
        assertEquals(days * 288, total.present());
    }

    @Test
    void sumIsMissingBeforeTheFirstExitBeganAndAfterTheLastEnded() {
        long windows = 40L * 288;
        MadeUpTraffic store =
                new MadeUpTraffic().out("VN-HAN/gz-1", 600, 1e6).out("VN-HAN/hk-3", 900, 10e6);

        RateSeries total = TrafficHistory.read(store, span(windows)).total(OUT);

        assertTrue(Double.isNaN(total.at(1)));
        assertEquals(1e6, total.at(2));
        assertEquals(10e6, total.at(3));
        assertTrue(Double.isNaN(total.at(4)));
        assertEquals(2, total.present());
    }

    @Test
    void octetsWithoutExitAreToldAsAShare() {
        MadeUpTraffic store =
                new MadeUpTraffic().out("VN-HAN/gz-1", 0, 3e6).out("VN-HAN/-", 0, 1e6);

        TrafficHistory traffic = TrafficHistory.read(store, span(1));

        assertEquals(0.25, traffic.unassigned(), 1e-9);
        assertEquals(1, traffic.exits().size());
    }

    @Test
    void emptyStoreHasNeitherExitsNorASum() {
        TrafficHistory traffic = TrafficHistory.read(new MadeUpTraffic(), span(5));

        assertTrue(traffic.isEmpty());
        assertEquals(0, traffic.total(OUT).present());
        assertEquals(0, traffic.unassigned());
    }
}
