package org.beibu.analyzer.web;

import java.util.List;
import java.util.Map;
import org.beibu.analyzer.loss.LossCounts;
import org.beibu.analyzer.loss.LossSeries;
import org.beibu.analyzer.traffic.TrafficSeries;
import org.beibu.analyzer.traffic.TrafficVolume;

/**
 * Everything that the store holds, added up for {@code /metrics}.
 *
 * @param rtt delays by series
 * @param traffic volumes by series
 * @param losses what became of active packets by series
 * @param doubts paths whose clocks are in doubt now; their one-way delays are not told
 */
record StoreTotals(
        List<RttTotals.Total> rtt,
        Map<TrafficSeries, TrafficVolume> traffic,
        Map<LossSeries, LossCounts> losses,
        ClockDoubts doubts) {}
