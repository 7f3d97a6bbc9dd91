package org.beibu.lab.measure;

import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Predicate;

/** What a timeline says about a span of time, from one moment up to and not including another. */
public final class Figures {
    private static final double SECOND = 1e6;

    private final Timeline timeline;

    public Figures(Timeline timeline) {
        this.timeline = timeline;
    }

    /** A span of time, in epoch microseconds. */
    public record Span(long from, long to) {
        boolean has(long micros) {
            return micros >= from && micros < to;
        }

        /** From the moment on. */
        public static Span after(long from) {
            return new Span(from, Long.MAX_VALUE);
        }
    }

    private List<PingPacket> packets(String prefix, Span span) {
        return timeline.pings().getOrDefault(prefix, List.of()).stream()
                .filter(packet -> span.has(packet.sentMicros()))
                .toList();
    }

    /** The median round trip, in milliseconds; empty when nothing was answered. */
    public OptionalDouble medianMillis(String prefix, Span span) {
        List<Long> sorted =
                packets(prefix, span).stream()
                        .filter(packet -> !packet.isLost())
                        .map(PingPacket::rttMicros)
                        .sorted()
                        .toList();
        return sorted.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(sorted.get(sorted.size() / 2) / 1000.0);
    }

    /** Packets without answer. */
    public long lost(String prefix, Span span) {
        return packets(prefix, span).stream().filter(PingPacket::isLost).count();
    }

    /** The longest time in which no packet was answered, in seconds: between two answered ones. */
    public double longestSilence(String prefix, Span span) {
        long longest = 0;
        long lastAnswered = -1;
        boolean lostSince = false;
        List<PingPacket> packets = packets(prefix, span);
        for (PingPacket packet : packets) {
            if (packet.isLost()) {
                lostSince = true;
            } else {
                if (lostSince && lastAnswered >= 0) {
                    longest = Math.max(longest, packet.sentMicros() - lastAnswered);
                }
                lastAnswered = packet.sentMicros();
                lostSince = false;
            }
        }
        if (lostSince) {
            long begin = lastAnswered >= 0 ? lastAnswered : packets.get(0).sentMicros();
            longest = Math.max(longest, packets.get(packets.size() - 1).sentMicros() - begin);
        }
        return longest / SECOND;
    }

    /** How often answered packets changed exit. */
    public int moves(String prefix, Span span) {
        int moves = 0;
        String exit = "";
        for (PingPacket packet : packets(prefix, span)) {
            if (!packet.isLost() && !packet.exit().equals(exit)) {
                moves += exit.isEmpty() ? 0 : 1;
                exit = packet.exit();
            }
        }
        return moves;
    }

    /** The exit of the last answered packet; "-" for none. */
    public String lastExit(String prefix, Span span) {
        return packets(prefix, span).stream()
                .filter(packet -> !packet.isLost())
                .max(Comparator.comparingLong(PingPacket::sentMicros))
                .map(PingPacket::exit)
                .orElse("-");
    }

    /** Seconds from the moment to the first packet that went by another exit than that. */
    public OptionalDouble secondsToOtherExit(String prefix, long moment, String exit) {
        return packets(prefix, Span.after(moment)).stream()
                .filter(packet -> !packet.isLost() && !packet.exit().equals(exit))
                .mapToDouble(packet -> (packet.sentMicros() - moment) / SECOND)
                .min();
    }

    /** Seconds from the moment to the first packet by that exit. */
    public OptionalDouble secondsToExit(String prefix, long moment, String exit) {
        return packets(prefix, Span.after(moment)).stream()
                .filter(packet -> packet.exit().equals(exit))
                .mapToDouble(packet -> (packet.sentMicros() - moment) / SECOND)
                .min();
    }

    /** Seconds from the moment to the first such UPDATE of the adapter. */
    public OptionalDouble secondsToUpdate(long moment, Predicate<BgpUpdate> wanted) {
        return timeline.updates().stream()
                .filter(update -> update.micros() >= moment)
                .filter(wanted)
                .mapToDouble(update -> (update.micros() - moment) / SECOND)
                .min();
    }

    /** How many such UPDATEs there were. */
    public long updates(Span span, Predicate<BgpUpdate> wanted) {
        return timeline.updates().stream()
                .filter(update -> span.has(update.micros()))
                .filter(wanted)
                .count();
    }
}
