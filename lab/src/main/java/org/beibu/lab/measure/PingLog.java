package org.beibu.lab.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what {@code ping -D -O} of iputils prints. */
public final class PingLog {
    private static final Pattern REPLY =
            Pattern.compile(
                    "\\[(\\d+)\\.(\\d{6})] \\d+ bytes from .*icmp_seq=(\\d+) ttl=(\\d+)"
                            + " time=([0-9.]+) ms");
    private static final Pattern LATE =
            Pattern.compile("\\[\\d+\\.\\d{6}] no answer yet for icmp_seq=(\\d+)");

    private final long intervalMicros;
    private final IntFunction<String> exitOfTtl;

    /** Of a ping that sends each so many microseconds. */
    public PingLog(long intervalMicros, IntFunction<String> exitOfTtl) {
        this.intervalMicros = intervalMicros;
        this.exitOfTtl = exitOfTtl;
    }

    /** All packets from the first answered one on, in the order in which they were sent. */
    public List<PingPacket> read(List<String> lines) {
        TreeMap<Integer, PingPacket> answered = new TreeMap<>();
        int last = 0;
        for (String line : lines) {
            Matcher reply = REPLY.matcher(line);
            Matcher late = LATE.matcher(line);
            if (reply.find() && !line.contains("DUP!")) {
                int sequence = Integer.parseInt(reply.group(3));
                answered.putIfAbsent(sequence, packet(reply));
                last = Math.max(last, sequence);
            } else if (late.find()) {
                last = Math.max(last, Integer.parseInt(late.group(1)));
            }
        }
        return answered.isEmpty() ? List.of() : filled(answered, last);
    }

    private PingPacket packet(Matcher reply) {
        long came = Long.parseLong(reply.group(1)) * 1_000_000 + Long.parseLong(reply.group(2));
        long rtt = Math.round(Double.parseDouble(reply.group(5)) * 1000);
        return new PingPacket(came - rtt, rtt, exitOfTtl.apply(Integer.parseInt(reply.group(4))));
    }

    private List<PingPacket> filled(NavigableMap<Integer, PingPacket> answered, int last) {
        List<PingPacket> all = new ArrayList<>();
        int previous = answered.firstKey();
        for (int sequence = previous; sequence <= last; sequence++) {
            PingPacket packet = answered.get(sequence);
            if (packet == null) {
                all.add(new PingPacket(sent(answered, sequence), PingPacket.LOST, "-"));
            } else {
                all.add(packet);
            }
        }
        return all;
    }

    /** Between the answered neighbours, or as many intervals after the last one. */
    private long sent(NavigableMap<Integer, PingPacket> answered, int sequence) {
        var before = answered.floorEntry(sequence);
        var after = answered.ceilingEntry(sequence);
        long begin = before.getValue().sentMicros();
        if (after == null) {
            return begin + (sequence - before.getKey()) * intervalMicros;
        }
        return begin
                + (after.getValue().sentMicros() - begin)
                        * (sequence - before.getKey())
                        / (after.getKey() - before.getKey());
    }
}
