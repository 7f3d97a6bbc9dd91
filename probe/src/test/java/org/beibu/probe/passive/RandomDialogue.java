package org.beibu.probe.passive;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.beibu.probe.passive.NaiveDataAck.Packet;

/**
 * Packets of a made-up connection as a capture point might see them: two hosts that send, lose,
 * resend whole, in part or merged, overtake, acknowledge at once, late, not at all or too much, and
 * SACK what has arrived; taps that copy; a capture that misses packets and may start late.
 */
final class RandomDialogue {
    private static final long FIRST_SEQUENCE = 1L << 40;

    private final Random random;
    private final List<Packet> packets = new ArrayList<>();
    private final Host client;
    private final Host server;
    private final double loss;
    private final double disorder;
    private final double resends;
    private final double copies;
    private final double missed;
    private long nanos = Dialogue.START;
    private int identification;

    /** One host: what it has sent, and what the other one has received of it. */
    private final class Host {
        private final List<long[]> sent = new ArrayList<>();
        private final TreeMap<Long, Long> beyond = new TreeMap<>();
        private final List<Long> newest = new ArrayList<>();
        private final int full = random.nextBoolean() ? 1448 : 1 + random.nextInt(1000);
        private long next = FIRST_SEQUENCE;
        private long contiguous = FIRST_SEQUENCE;
        private boolean closed;

        void received(long from, long to) {
            if (from > contiguous) {
                merge(from, to);
                return;
            }
            contiguous = Math.max(contiguous, to);
            while (!beyond.isEmpty() && beyond.firstKey() <= contiguous) {
                long start = beyond.firstKey();
                contiguous = Math.max(contiguous, beyond.getOrDefault(start, start));
                beyond.remove(start);
            }
        }

        private void merge(long from, long to) {
            long left = from;
            long right = to;
            for (Long start : List.copyOf(beyond.keySet())) {
                long end = beyond.getOrDefault(start, start);
                if (start <= right && end >= left) {
                    beyond.remove(start);
                    left = Math.min(left, start);
                    right = Math.max(right, end);
                }
            }
            beyond.put(left, right);
            newest.add(0, left);
        }

        /** Up to three blocks, that of the newest segment first (RFC 2018 4). */
        List<Long> sack() {
            List<Long> edges = new ArrayList<>();
            for (Long left : newest) {
                if (beyond.containsKey(left) && !edges.contains(left) && edges.size() < 6) {
                    edges.add(left);
                    edges.add(beyond.getOrDefault(left, left));
                }
            }
            return edges;
        }
    }

    RandomDialogue(long seed) {
        random = new Random(seed);
        client = new Host();
        server = new Host();
        loss = random.nextBoolean() ? 0 : 0.1 * random.nextDouble();
        disorder = random.nextBoolean() ? 0 : 0.1 * random.nextDouble();
        resends = random.nextBoolean() ? 0.01 : 0.15 * random.nextDouble();
        copies = random.nextBoolean() ? 0 : 0.4 * random.nextDouble();
        missed = random.nextBoolean() ? 0 : 0.05 * random.nextDouble();
        client.next = FIRST_SEQUENCE + random.nextInt(1000);
        client.contiguous = client.next;
        handshake();
        int steps = 20 + random.nextInt(300);
        for (int step = 0; step < steps; step++) {
            step();
        }
    }

    /** The packets in the order in which they are captured. */
    List<Packet> packets() {
        int late = random.nextInt(3) == 0 ? random.nextInt(packets.size()) : 0;
        List<Packet> captured = new ArrayList<>(packets.subList(late, packets.size()));
        captured.removeIf(packet -> random.nextDouble() < missed);
        return captured;
    }

    private void handshake() {
        emit(client, false, true, false, client.next++, 0);
        server.next = FIRST_SEQUENCE + random.nextInt(1000);
        server.contiguous = server.next + 1;
        client.contiguous = client.next;
        emit(server, true, true, false, server.next++, 0);
        acknowledge(client);
    }

    private void step() {
        nanos += random.nextInt(10) == 0 ? random.nextInt(50_000_000) : random.nextInt(300_000);
        Host host = random.nextInt(3) == 0 ? client : server;
        double what = random.nextDouble();
        if (what < 0.4) {
            int burst = random.nextInt(40) == 0 ? 150 : 1 + random.nextInt(12);
            for (int i = 0; i < burst; i++) {
                sendNew(host);
            }
        } else if (what < 0.4 + resends) {
            resend(host);
        } else if (what < 0.97) {
            acknowledge(host);
        } else if (what < 0.98) {
            emit(host, true, false, false, host.next - 1, random.nextInt(2)); // keep-alive
        } else if (what < 0.985) {
            emit(host, true, false, true, host.next, 0);
        } else if (random.nextInt(10) == 0) {
            host.closed = true;
            arrive(host, host.next, host.next + 1);
            emit(host, true, false, false, host.next, 0, true);
            host.next++;
        } else {
            Host other = other(host);
            long tooMuch = other.next + random.nextInt(5000);
            add(host, true, false, false, false, host.next, tooMuch, 0, List.of());
        }
    }

    private Host other(Host host) {
        return host == client ? server : client;
    }

    private void sendNew(Host host) {
        if (host.closed) {
            return;
        }
        int payload = random.nextInt(3) == 0 ? 1 + random.nextInt(host.full) : host.full;
        nanos += random.nextInt(20_000);
        if (random.nextDouble() < disorder) {
            send(host, host.next + payload, 1 + random.nextInt(host.full));
            send(host, host.next, payload);
            host.next = host.sent.get(host.sent.size() - 2)[1];
        } else {
            send(host, host.next, payload);
            host.next += payload;
        }
    }

    private void send(Host host, long sequence, int payload) {
        host.sent.add(new long[] {sequence, sequence + payload});
        arrive(host, sequence, sequence + payload);
        emit(host, true, false, false, sequence, payload);
    }

    private void arrive(Host host, long from, long to) {
        if (random.nextDouble() >= loss) {
            host.received(from, to);
        }
    }

    private void resend(Host host) {
        if (host.sent.isEmpty()) {
            return;
        }
        int back = random.nextInt(Math.min(host.sent.size(), 12));
        long[] segment = host.sent.get(host.sent.size() - 1 - back);
        long from = segment[0] + (random.nextInt(4) == 0 ? (segment[1] - segment[0]) / 2 : 0);
        long to = random.nextInt(4) == 0 ? Math.min(from + 2000, host.next) : segment[1];
        if (to > from) {
            arrive(host, from, to);
            emit(host, true, false, false, from, (int) (to - from));
        }
    }

    private void acknowledge(Host host) {
        Host other = other(host);
        if (random.nextInt(20) == 0) {
            long inside = other.contiguous - random.nextInt(100);
            add(host, true, false, false, false, host.next, inside, 0, List.of());
            return;
        }
        emit(host, true, false, false, host.next, 0);
    }

    private void emit(Host host, boolean ack, boolean syn, boolean rst, long seq, int payload) {
        add(host, ack, syn, rst, false, seq, other(host).contiguous, payload, other(host).sack());
    }

    private void emit(
            Host host, boolean ack, boolean syn, boolean rst, long seq, int payload, boolean fin) {
        add(host, ack, syn, rst, fin, seq, other(host).contiguous, payload, other(host).sack());
    }

    private void add(
            Host host,
            boolean ack,
            boolean syn,
            boolean rst,
            boolean fin,
            long sequence,
            long acknowledgment,
            int payload,
            List<Long> sack) {
        nanos += 1 + random.nextInt(2000);
        Packet packet =
                new Packet(
                        nanos,
                        host == client,
                        ack,
                        syn,
                        fin,
                        rst,
                        random.nextInt(4) == 0,
                        sequence,
                        ack ? acknowledgment : 0,
                        payload,
                        random.nextInt(10) == 0 ? 0 : ++identification & 0xffff,
                        syn ? List.of() : sack);
        packets.add(packet);
        if (random.nextDouble() < copies) {
            nanos += random.nextInt(500_000);
            packets.add(packet.at(nanos));
        }
    }
}
