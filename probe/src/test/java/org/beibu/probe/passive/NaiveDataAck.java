package org.beibu.probe.passive;

import java.util.ArrayList;
import java.util.List;
import org.beibu.model.QualityClass;

/**
 * The rules of the data/ACK method once more, with all that was ever seen in plain lists and with
 * sequence numbers of 64 bits that do not wrap. Slow, and written without a look at the matcher.
 */
final class NaiveDataAck {
    /** A packet; {@code sack} holds left and right edges, the newest block first. */
    record Packet(
            long nanos,
            boolean fromClient,
            boolean hasAck,
            boolean syn,
            boolean fin,
            boolean rst,
            boolean psh,
            long sequence,
            long acknowledgment,
            int payload,
            int identification,
            List<Long> sack) {
        long length() {
            return (long) payload + (syn ? 1 : 0) + (fin ? 1 : 0);
        }

        long end() {
            return sequence + length();
        }

        private boolean isCopyOf(Packet first) {
            long window = identification != 0 ? 200_000_000 : 1_000_000;
            return sequence == first.sequence
                    && nanos - first.nanos <= window
                    && at(0).equals(first.at(0));
        }

        Packet at(long otherNanos) {
            return new Packet(
                    otherNanos,
                    fromClient,
                    hasAck,
                    syn,
                    fin,
                    rst,
                    psh,
                    sequence,
                    acknowledgment,
                    payload,
                    identification,
                    sack);
        }
    }

    /** A timing; {@code ofClient} whether the client was waited for. */
    record Timing(long nanos, boolean ofClient, long delayNanos, QualityClass quality) {}

    private static final class Sent {
        private final Packet packet;
        private final boolean behindQueue;
        private boolean open = true;
        private boolean sacked;

        Sent(Packet packet, boolean behindQueue) {
            this.packet = packet;
            this.behindQueue = behindQueue;
        }
    }

    /** What is known of the data of one direction. */
    private static final class Side {
        private final List<Sent> followed = new ArrayList<>();
        private boolean inStep;
        private long highest = Long.MIN_VALUE;
        private long acknowledged = Long.MIN_VALUE;
        private long holeUpTo = Long.MIN_VALUE;
        private int largest;

        private List<Sent> open() {
            return followed.stream().filter(sent -> sent.open).toList();
        }
    }

    private final List<Packet> seen = new ArrayList<>();
    private final List<Timing> timings = new ArrayList<>();
    private final Side client = new Side();
    private final Side server = new Side();

    List<Timing> timings() {
        return timings;
    }

    void onPacket(Packet packet) {
        boolean isCopy = packet.length() > 0 && !packet.rst && isCopyOfOneSeen(packet);
        if (!isCopy) {
            seen.add(packet);
        }
        if (packet.rst || isCopy) {
            return;
        }
        Side own = packet.fromClient ? client : server;
        boolean gap =
                (packet.payload > 0 || packet.fin)
                        && own.highest != Long.MIN_VALUE
                        && packet.sequence > own.highest;
        if (packet.syn) {
            own.highest = Math.max(own.highest, packet.end());
            own.inStep = true;
        } else if (packet.length() > 0) {
            onData(own, packet);
        }
        if (packet.hasAck) {
            onAck(packet.fromClient ? server : client, packet, gap);
        }
    }

    private boolean isCopyOfOneSeen(Packet packet) {
        for (int i = seen.size() - 1; i >= 0; i--) {
            if (packet.isCopyOf(seen.get(i))) {
                return true;
            }
            if (packet.nanos - seen.get(i).nanos > 200_000_000) {
                return false;
            }
        }
        return false;
    }

    private static void onData(Side own, Packet packet) {
        own.largest = Math.max(own.largest, packet.payload);
        if (own.highest == Long.MIN_VALUE) {
            own.highest = packet.end();
            return;
        }
        if (packet.sequence < own.highest) {
            for (Sent sent : own.followed) {
                if (sent.packet.end() > packet.sequence) {
                    sent.open = false;
                }
            }
            own.highest = Math.max(own.highest, packet.end());
            if (packet.end() > own.acknowledged) {
                own.holeUpTo = own.highest;
            }
            return;
        }
        boolean inOrder = packet.sequence == own.highest;
        own.highest = packet.end();
        if (!inOrder && !own.inStep) {
            return;
        }
        if (!inOrder) {
            own.holeUpTo = packet.sequence;
        }
        own.inStep = true;
        if (packet.end() > own.acknowledged) {
            long waiting = packet.sequence - own.acknowledged;
            long full = Math.max(536, Math.min(1460, own.largest));
            boolean queue = own.acknowledged != Long.MIN_VALUE && waiting >= 64 * full;
            own.followed.add(new Sent(packet, queue));
        }
    }

    private void onAck(Side sender, Packet packet, boolean gap) {
        long acknowledgment = packet.acknowledgment;
        if (acknowledgment > sender.acknowledged) {
            long advance =
                    sender.acknowledged == Long.MIN_VALUE
                            ? 0
                            : acknowledgment - sender.acknowledged;
            boolean optimistic =
                    sender.highest != Long.MIN_VALUE && acknowledgment > sender.highest;
            sender.acknowledged = acknowledgment;
            for (Sent sent : sender.followed) {
                if (sent.open && sent.packet.end() <= acknowledgment) {
                    sent.open = false;
                    boolean exact = sent.packet.end() == acknowledgment;
                    if (exact && !optimistic && !sent.sacked && !packet.syn) {
                        QualityClass quality = quality(sender, packet, sent, advance);
                        time(packet, sent, gap ? QualityClass.RECOVERY : quality);
                    }
                }
            }
            if (optimistic) {
                sender.highest = acknowledgment;
            }
            if (acknowledgment >= sender.holeUpTo) {
                sender.holeUpTo = Long.MIN_VALUE;
            }
        }
        if (!packet.syn && !sender.open().isEmpty()) {
            onSack(sender, packet);
        }
    }

    private void onSack(Side sender, Packet packet) {
        for (int i = 0; i < packet.sack.size(); i += 2) {
            long left = packet.sack.get(i);
            long right = packet.sack.get(i + 1);
            if (right <= sender.acknowledged || right <= left || right > sender.highest) {
                continue;
            }
            boolean duplicate =
                    i == 0
                            && packet.sack.size() > 2
                            && left >= packet.sack.get(2)
                            && right <= packet.sack.get(3);
            for (Sent sent : sender.open()) {
                if (i == 0 && !duplicate && !sent.sacked && sent.packet.end() == right) {
                    QualityClass quality = QualityClass.CLEAN;
                    if (packet.length() > 0) {
                        quality = QualityClass.PIGGYBACKED;
                    } else if (sent.behindQueue) {
                        quality = QualityClass.QUEUE_INFLATED;
                    }
                    time(packet, sent, quality);
                }
                if (sent.packet.end() > left && sent.packet.end() <= right) {
                    sent.sacked = true;
                }
            }
            sender.holeUpTo = Math.max(sender.holeUpTo, right);
        }
    }

    private static QualityClass quality(Side sender, Packet ack, Sent sent, long advance) {
        if (sender.holeUpTo != Long.MIN_VALUE) {
            return QualityClass.RECOVERY;
        } else if (sent.packet.fin) {
            return QualityClass.FIN;
        } else if (ack.length() > 0) {
            return QualityClass.PIGGYBACKED;
        }
        int payload = sent.packet.payload;
        boolean several = advance > payload;
        boolean twoFull = advance == 2L * payload && payload == sender.largest;
        if (!several || (sent.packet.psh && !twoFull)) {
            return QualityClass.DELAYED_ACK;
        }
        return sent.behindQueue ? QualityClass.QUEUE_INFLATED : QualityClass.CLEAN;
    }

    private void time(Packet answer, Sent sent, QualityClass quality) {
        long delay = answer.nanos - sent.packet.nanos;
        timings.add(new Timing(answer.nanos, answer.fromClient, delay, quality));
    }
}
