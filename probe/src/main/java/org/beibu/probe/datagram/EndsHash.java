package org.beibu.probe.datagram;

import org.beibu.probe.capture.DecodedPacket;
import org.beibu.probe.passive.Mixing;

/**
 * Seeded 64-bit hashes of a packet's two ends, by which flows and questions are known: with a
 * million of them at a time two meet once in 37 million times. Tags are not in them, since a tag on
 * one direction only must not part a question from its answer.
 */
final class EndsHash {
    private final long seedHigh;
    private final long seedLow;
    private long source;
    private long destination;

    EndsHash(long seed) {
        seedHigh = Mixing.spread(seed);
        seedLow = Mixing.spread(seedHigh);
    }

    /** Takes the ends of this packet. */
    void take(DecodedPacket packet) {
        source = end(packet.sourceHigh(), packet.sourceLow(), packet.sourcePort());
        destination =
                end(packet.destinationHigh(), packet.destinationLow(), packet.destinationPort());
    }

    private long end(long high, long low, int port) {
        long address = Mixing.fold(low ^ seedLow, high ^ seedHigh);
        return Mixing.fold(address ^ seedHigh, port * 0x9e3779b97f4a7c15L ^ seedLow);
    }

    /** The question with these numbers that this packet asks of its destination. */
    long asked(long numbers) {
        return combine(source, destination, numbers);
    }

    /** The question with these numbers that this packet answers. */
    long answered(long numbers) {
        return combine(destination, source, numbers);
    }

    /** The same for both directions. */
    long flow() {
        boolean inOrder = Long.compareUnsigned(source, destination) <= 0;
        return inOrder ? combine(source, destination, 0) : combine(destination, source, 0);
    }

    private long combine(long asker, long asked, long numbers) {
        long ends = Mixing.fold(asker ^ seedLow, Long.rotateLeft(asked, 32) ^ seedHigh);
        long mixed = Mixing.fold(ends ^ seedHigh, numbers * 0xe7037ed1a0b428dbL ^ seedLow);
        return mixed == 0 ? 1 : mixed;
    }
}
