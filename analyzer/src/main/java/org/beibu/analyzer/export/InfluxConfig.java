package org.beibu.analyzer.export;

import java.nio.file.Path;

/**
 * Configuration of the InfluxDB export, section {@code analyzer.influxdb}.
 *
 * @param target where the points go
 * @param pace how fast and how much
 * @param markFile remembers how far the export got; lies beside the store
 */
public record InfluxConfig(InfluxTarget target, ExportPace pace, Path markFile) {}
