package org.beibu.probe.active.metrics;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * A path with known faults in each direction to a stateful reflector, and what they did: the truth
 * against which the meter's figures are held. Packets leave every 10 ms; a delayed one comes 25 ms
 * late, behind the two after it. The last ten fare well, so that every loss can be seen.
 */
final class FaultyPath {
    static final long INTERVAL = 10_000_000;
    static final long DELAY = 5_000_000;
    private static final int CLEAN_END = 10;
    private static final long HELD_BACK = 25_000_000;

    private final Random random;
    private final Faults forward;
    private final Faults backward;

    long forwardLost;
    long backwardLost;
    long forwardDuplicates;
    long backwardDuplicates;
    long forwardReordered;
    long backwardReordered;
    long received;

    /** Shares of packets, 0 to 1. */
    record Faults(double drop, double copy, double hold) {
        static final Faults NONE = new Faults(0, 0, 0);
    }

    private record Travel(int packet, int number, long at, long reflected) {}

    FaultyPath(long seed, Faults forward, Faults backward) {
        random = new Random(seed);
        this.forward = forward;
        this.backward = backward;
    }

    /** Sends so many packets through it into the meter. */
    void run(SessionMeter meter, int packets) {
        List<Travel> requests = new ArrayList<>();
        for (int packet = 0; packet < packets; packet++) {
            Faults faults = packet < packets - CLEAN_END ? forward : Faults.NONE;
            forwardLost += travel(requests, new Travel(packet, 0, packet * INTERVAL, 0), faults);
        }
        requests.sort(Comparator.comparingLong(Travel::at));
        forwardReordered = reordered(requests.stream().map(Travel::packet).toList());
        List<Travel> replies = new ArrayList<>();
        Set<Integer> reached = new HashSet<>();
        for (int number = 0; number < requests.size(); number++) {
            Travel request = requests.get(number);
            Faults faults = request.packet() < packets - CLEAN_END ? backward : Faults.NONE;
            travel(
                    replies,
                    new Travel(request.packet(), number, request.at(), request.at()),
                    faults);
            reached.add(request.packet());
        }
        replies.sort(Comparator.comparingLong(Travel::at));
        backwardReordered = reordered(replies.stream().map(Travel::number).toList());
        deliver(meter, packets, replies);
        Set<Integer> returned = new HashSet<>();
        Set<Integer> numbers = new HashSet<>();
        for (Travel reply : replies) {
            boolean newNumber = numbers.add(reply.number());
            boolean newPacket = returned.add(reply.packet());
            backwardDuplicates += newNumber ? 0 : 1;
            forwardDuplicates += newNumber && !newPacket ? 1 : 0;
        }
        received = returned.size();
        backwardLost = (long) reached.size() - returned.size();
    }

    private int travel(List<Travel> out, Travel travel, Faults faults) {
        if (random.nextDouble() < faults.drop) {
            return 1;
        }
        long arrival = travel.at + DELAY + (random.nextDouble() < faults.hold ? HELD_BACK : 0);
        out.add(new Travel(travel.packet, travel.number, arrival, travel.reflected));
        if (random.nextDouble() < faults.copy) {
            out.add(new Travel(travel.packet, travel.number, arrival + 100_000, travel.reflected));
        }
        return 0;
    }

    private static long reordered(List<Integer> numbers) {
        Set<Integer> seen = new HashSet<>();
        int expected = 0;
        long count = 0;
        for (int number : numbers) {
            if (seen.add(number)) {
                count += number < expected ? 1 : 0;
                expected = Math.max(expected, number + 1);
            }
        }
        return count;
    }

    private static void deliver(SessionMeter meter, int packets, List<Travel> replies) {
        int sent = 0;
        Reply reply = new Reply();
        for (Travel travel : replies) {
            while (sent < packets && sent * INTERVAL <= travel.at) {
                meter.judge(sent * INTERVAL, sent);
                meter.sent(sent, sent * INTERVAL, sent * INTERVAL);
                sent++;
            }
            meter.replied(
                    reply.numbers(travel.packet, travel.number)
                            .senderStamp(travel.packet)
                            .reflected(travel.reflected, travel.reflected)
                            .returned(travel.at, true));
        }
        while (sent < packets) {
            meter.sent(sent, sent * INTERVAL, sent * INTERVAL);
            sent++;
        }
        meter.judgeAll();
    }
}
