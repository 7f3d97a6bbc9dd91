package org.beibu.probe.datagram;

import org.beibu.model.Method;
import org.beibu.model.QualityClass;
import org.beibu.probe.capture.DecodedPacket;
import org.beibu.probe.passive.Emitter;
import org.beibu.runtime.counters.Counters;

/**
 * Times DNS over UDP (RFC 1035): from a query to its first answer with the same ends, id and
 * question. On port 53, and on any other port where a message is DNS beyond doubt (encrypting
 * resolvers hand out their certificates on 443, for example); neither multicast DNS nor LLMNR. The
 * resolver's own search is in it. A name that differs in the answer makes it {@code ambiguous}.
 * Owned by the capture thread.
 */
final class DnsMatcher {
    static final int PORT = 53;

    private static final int MULTICAST_DNS = 5353;
    private static final int LLMNR = 5355;
    private static final int NETBIOS_NAMES = 137;

    private static final long SALT = 0x5300_0000_0000L;

    private final OpenQuestions questions;
    private final Emitter emitter;
    private final Counters counters;

    DnsMatcher(OpenQuestions questions, Emitter emitter, Counters counters) {
        this.questions = questions;
        this.emitter = emitter;
        this.counters = counters;
    }

    static boolean isDns(DecodedPacket packet) {
        return packet.destinationPort() == PORT || packet.sourcePort() == PORT;
    }

    /** Whether a packet of other ports is DNS beyond doubt. */
    static boolean isLikelyDns(DecodedPacket packet) {
        int at = packet.payloadOffset();
        return !hasNamesOfItsOwn(packet.sourcePort())
                && !hasNamesOfItsOwn(packet.destinationPort())
                && DnsHeader.isLikely(packet.buffer(), at, at + packet.payloadCaptured());
    }

    private static boolean hasNamesOfItsOwn(int port) {
        return port == MULTICAST_DNS || port == LLMNR || port == NETBIOS_NAMES;
    }

    /** Takes a packet that is DNS, with the hash of its ends. */
    void onPacket(DecodedPacket packet, EndsHash ends) {
        int at = packet.payloadOffset();
        if (packet.payloadCaptured() < DnsHeader.LENGTH) {
            counters.increment(DatagramCounter.MALFORMED);
            return;
        }
        long question = DnsHeader.question(packet.buffer(), at, at + packet.payloadCaptured());
        if (question == DnsHeader.IMPOSSIBLE) {
            counters.increment(DatagramCounter.MALFORMED);
            return;
        }
        long numbers = SALT | DnsHeader.id(packet.buffer(), at);
        boolean response = DnsHeader.isResponse(packet.buffer(), at);
        boolean otherPort = !isDns(packet);
        if (!response && (otherPort || packet.destinationPort() == PORT)) {
            long key = ends.asked(numbers);
            questions.ask(key, question, packet.tagHash(), packet.epochNanos());
        } else if (response && (otherPort || packet.sourcePort() == PORT)) {
            onAnswer(packet, ends.answered(numbers), question);
        } else {
            counters.increment(DatagramCounter.UNTIMED);
        }
    }

    /** Where nothing else fits, a name that was changed on the way is passed over. */
    private void onAnswer(DecodedPacket packet, long key, long question) {
        int tag = packet.tagHash();
        long now = packet.epochNanos();
        boolean exact = questions.isKnown(key, question, -1, tag, now);
        long mask = exact ? -1 : DnsHeader.TYPE_AND_CLASS;
        long asked = questions.answer(key, question, mask, tag, now);
        if (asked != OpenQuestions.NONE) {
            QualityClass quality = exact ? QualityClass.CLEAN : QualityClass.AMBIGUOUS;
            emitter.emit(packet, Method.DNS, quality, asked);
        }
    }
}
