package org.beibu.lab.truth;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A small offline timer of data and ACKs with memory without bound, to test the judge: the right
 * one by Karn's rule, and the two wrong ones that the judge must find out.
 */
final class ReferenceTimer {
    private static final int FIN = 0x01;
    private static final int SYN = 0x02;
    private static final int PSH = 0x08;

    /** Which transmission of a resent segment counts. */
    enum Resends {
        /** None, and no segment that was under way when something below it was resent. */
        KARN,
        /** The first, as in tshark: too long by the retransmission timer. */
        FIRST,
        /** The last: too short when the first one was answered. */
        LAST
    }

    private final Resends rule;
    private final Map<Host, Map<Host, Stream>> streams = new HashMap<>();
    private final List<Sample> samples = new ArrayList<>();

    private ReferenceTimer(Resends rule) {
        this.rule = rule;
    }

    /** All samples of the clients' half, from what the servers' end recorded. */
    static List<Sample> time(List<WirePacket> atServer, Resends rule) {
        ReferenceTimer timer = new ReferenceTimer(rule);
        for (WirePacket packet : atServer) {
            if (packet.isFromClient()) {
                if (packet.acknowledges()) {
                    timer.onAnswer(packet, timer.stream(packet.destination(), packet.source()));
                }
            } else if (packet.takesSpace()) {
                timer.stream(packet.source(), packet.destination()).onSegment(packet);
            }
        }
        return timer.samples;
    }

    private Stream stream(Host server, Host client) {
        return streams.computeIfAbsent(server, s -> new HashMap<>())
                .computeIfAbsent(client, c -> new Stream());
    }

    private void onAnswer(WirePacket answer, Stream stream) {
        int number = answer.content().acknowledgment();
        if (number - stream.acknowledged <= 0) {
            return;
        }
        List<Segment> covered =
                stream.segments.stream()
                        .filter(one -> one.packet.end() - stream.acknowledged > 0)
                        .filter(one -> one.packet.end() - number <= 0)
                        .toList();
        stream.acknowledged = number;
        Segment last = stream.byEnd.get(number);
        stream.segments.removeIf(one -> one.packet.end() - number <= 0);
        if (last == null || (rule == Resends.KARN && !stream.isUnambiguous(last))) {
            return;
        }
        long sent = rule == Resends.LAST ? last.lastNanos : last.packet.epochNanos();
        samples.add(
                new Sample(
                        answer.epochNanos(),
                        last.has(SYN) ? "handshake" : "data-ack",
                        answer.epochNanos() - sent,
                        answer.source(),
                        answer.destination(),
                        quality(answer, covered, stream.fullSize)));
    }

    private static String quality(WirePacket answer, List<Segment> covered, int fullSize) {
        Segment last = covered.get(covered.size() - 1);
        if (answer.content().payload() > 0) {
            return "piggybacked";
        }
        if (last.has(FIN)) {
            return "fin";
        }
        boolean full = covered.stream().allMatch(s -> s.packet.content().payload() >= fullSize);
        boolean atOnce = (covered.size() >= 2 && !last.has(PSH)) || (covered.size() == 2 && full);
        return atOnce || last.has(SYN) ? "clean" : "delayed-ack";
    }

    /** A segment with its first transmission. */
    private static final class Segment {
        private final WirePacket packet;
        private final int number;
        private long lastNanos;
        private boolean resent;

        Segment(WirePacket packet, int number) {
            this.packet = packet;
            this.number = number;
            lastNanos = packet.epochNanos();
        }

        boolean has(int flag) {
            return (packet.content().flags() & flag) != 0;
        }
    }

    /** What a server sent on one connection. */
    private static final class Stream {
        private final Map<Integer, Segment> byEnd = new HashMap<>();
        private final List<Segment> segments = new ArrayList<>();
        private int acknowledged;
        private int highest;
        private int sent;
        private int lastResend = -1;
        private int fullSize;

        void onSegment(WirePacket packet) {
            int start = packet.content().sequence();
            if ((packet.content().flags() & SYN) != 0 && !byEnd.containsKey(packet.end())) {
                byEnd.clear();
                segments.clear();
                highest = start;
                acknowledged = start;
                lastResend = -1;
            }
            sent++;
            fullSize = Math.max(fullSize, packet.content().payload());
            if (start - highest < 0) {
                lastResend = sent;
                Segment known = byEnd.get(packet.end());
                if (known != null) {
                    known.resent = true;
                    known.lastNanos = packet.epochNanos();
                }
                return;
            }
            highest = packet.end();
            Segment segment = new Segment(packet, sent);
            byEnd.put(packet.end(), segment);
            segments.add(segment);
        }

        boolean isUnambiguous(Segment segment) {
            return !segment.resent && segment.number > lastResend;
        }
    }
}
