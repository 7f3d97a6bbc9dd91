package org.beibu.analyzer.web;

import java.util.List;

/** Where the histograms of {@code /metrics} come from; read on the store's worker thread. */
interface Totals {
    /** The totals of every series now. */
    List<RttTotals.Total> read(long nowNanos);
}
