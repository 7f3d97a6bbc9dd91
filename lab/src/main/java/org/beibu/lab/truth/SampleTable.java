package org.beibu.lab.truth;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The table that {@code beibu rtt} prints, or another tool's in the same columns. */
public final class SampleTable {
    private static final int COLUMNS = 8;

    private SampleTable() {}

    /** Every row that has ports; a header line is passed over. */
    static List<Sample> read(Path file) throws IOException {
        List<Sample> samples = new ArrayList<>();
        Map<String, Host> hosts = new HashMap<>();
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] cells = line.split("\t", -1);
                if (cells.length < COLUMNS) {
                    throw new IOException(file + ": not a row of beibu rtt: " + line);
                }
                if (!cells[0].equals("time") && !cells[4].isEmpty()) {
                    samples.add(
                            new Sample(
                                    nanos(cells[0]),
                                    cells[1],
                                    Long.parseLong(cells[2]),
                                    host(hosts, cells[3], cells[4]),
                                    host(hosts, cells[5], cells[6]),
                                    cells[7]));
                }
            }
        }
        return samples;
    }

    private static Host host(Map<String, Host> known, String address, String port) {
        return known.computeIfAbsent(
                address + ' ' + port, k -> new Host(address, Integer.parseInt(port)));
    }

    /** Seconds with nine decimals, without going through a double. */
    static long nanos(String seconds) {
        int point = seconds.indexOf('.');
        return Long.parseLong(seconds.substring(0, point)) * 1_000_000_000L
                + Long.parseLong(seconds.substring(point + 1));
    }
}
