package org.beibu.probe.datagram;

import java.nio.ByteBuffer;
import org.beibu.model.Method;
import org.beibu.model.QualityClass;
import org.beibu.probe.capture.DecodedPacket;
import org.beibu.probe.passive.Emitter;
import org.beibu.runtime.counters.Counters;

/**
 * Times ICMP echo (RFC 792) and ICMPv6 echo (RFC 4443 4): from a request to its first reply with
 * the same addresses, identifier and sequence number. The data need not agree. Owned by the capture
 * thread.
 *
 * <pre>
 *  0 type | 1 code, 0 | 2 checksum | 4 identifier | 6 sequence number
 * </pre>
 */
final class EchoMatcher {
    private static final int LENGTH = 8;
    private static final int ICMP_REQUEST = 8;
    private static final int ICMP_REPLY = 0;
    private static final int ICMPV6_REQUEST = 128;
    private static final int ICMPV6_REPLY = 129;
    private static final long ICMP_SALT = 0x0001_0000_0000_0000L;
    private static final long ICMPV6_SALT = 0x003a_0000_0000_0000L;

    private final OpenQuestions questions;
    private final Emitter emitter;
    private final Counters counters;

    EchoMatcher(OpenQuestions questions, Emitter emitter, Counters counters) {
        this.questions = questions;
        this.emitter = emitter;
        this.counters = counters;
    }

    static boolean isEcho(DecodedPacket packet) {
        if (packet.payloadCaptured() < 2) {
            return false;
        }
        ByteBuffer buffer = packet.buffer();
        int type = buffer.get(packet.payloadOffset()) & 0xff;
        boolean v4 = packet.transport() == DecodedPacket.ICMP;
        return buffer.get(packet.payloadOffset() + 1) == 0
                && (type == (v4 ? ICMP_REQUEST : ICMPV6_REQUEST)
                        || type == (v4 ? ICMP_REPLY : ICMPV6_REPLY));
    }

    /** Takes an echo request or reply, with the hash of its ends. */
    void onPacket(DecodedPacket packet, EndsHash ends) {
        if (packet.payloadCaptured() < LENGTH) {
            counters.increment(DatagramCounter.MALFORMED);
            return;
        }
        ByteBuffer buffer = packet.buffer();
        int at = packet.payloadOffset();
        int type = buffer.get(at) & 0xff;
        boolean v4 = packet.transport() == DecodedPacket.ICMP;
        long numbers = (v4 ? ICMP_SALT : ICMPV6_SALT) | (buffer.getInt(at + 4) & 0xffff_ffffL);
        long now = packet.epochNanos();
        if (type == (v4 ? ICMP_REQUEST : ICMPV6_REQUEST)) {
            questions.ask(ends.asked(numbers), 1, packet.tagHash(), now);
            return;
        }
        long asked = questions.answer(ends.answered(numbers), 1, -1, packet.tagHash(), now);
        if (asked != OpenQuestions.NONE) {
            emitter.emit(packet, v4 ? Method.ICMP : Method.ICMPV6, QualityClass.CLEAN, asked);
        }
    }
}
