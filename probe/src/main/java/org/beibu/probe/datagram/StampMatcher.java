package org.beibu.probe.datagram;

import java.util.List;
import org.beibu.model.Method;
import org.beibu.model.QualityClass;
import org.beibu.probe.capture.DecodedPacket;
import org.beibu.probe.passive.Emitter;
import org.beibu.probe.passive.Mixing;
import org.beibu.probe.stamp.PacketMode;
import org.beibu.runtime.counters.Counters;

/**
 * Times STAMP (RFC 8762 4.2, 4.3) and TWAMP (RFC 5357 4) test packets that pass by: from a
 * Session-Sender's packet to its reflection, which carries the sender's sequence number and time
 * stamp back. Both must agree; so sessions on the same ports are told apart without their SSID (RFC
 * 8972 3), which TWAMP does not have. Which layout a session uses, open or authenticated, follows
 * from where they agree. No HMAC is verified. {@link PacketMode} draws the layouts.
 *
 * <p>Owned by the capture thread.
 */
final class StampMatcher {
    private static final long OPEN_MASK = 0xffff_ffff_0000_0000L;
    private static final long AUTHENTICATED_MASK = 0xffff_ffffL;
    private static final long SALT = 0x0362_0000_0000_0000L;

    private final int[] ports;
    private final OpenQuestions questions;
    private final Emitter emitter;
    private final Counters counters;

    StampMatcher(List<Integer> ports, OpenQuestions questions, Emitter emitter, Counters counters) {
        this.ports = ports.stream().mapToInt(Integer::intValue).toArray();
        this.questions = questions;
        this.emitter = emitter;
        this.counters = counters;
    }

    boolean isStamp(DecodedPacket packet) {
        return isPort(packet.destinationPort()) || isPort(packet.sourcePort());
    }

    private boolean isPort(int port) {
        for (int reflector : ports) {
            if (port == reflector) {
                return true;
            }
        }
        return false;
    }

    /** Takes a packet from or to one of the ports, with the hash of its ends. */
    void onPacket(DecodedPacket packet, EndsHash ends) {
        if (packet.payloadCaptured() < PacketMode.OPEN.shortestRequest()) {
            counters.increment(DatagramCounter.MALFORMED);
            return;
        }
        boolean fromReflector = isPort(packet.sourcePort());
        boolean open = fromReflector && answersOpen(packet, ends, true);
        boolean authenticated = fromReflector && !open && answersOpen(packet, ends, false);
        if (open || authenticated) {
            emit(packet, answer(packet, ends, open));
        } else if (isPort(packet.destinationPort())) {
            ask(packet, ends);
        } else if (isWhole(packet, true)) {
            emit(packet, answer(packet, ends, true)); // nothing is open: this counts why
        } else {
            counters.increment(DatagramCounter.MALFORMED);
        }
    }

    private void emit(DecodedPacket packet, long asked) {
        if (asked != OpenQuestions.NONE) {
            emitter.emit(packet, Method.STAMP, QualityClass.CLEAN, asked);
        }
    }

    private void ask(DecodedPacket packet, EndsHash ends) {
        int at = packet.payloadOffset();
        long open = hash(packet, PacketMode.OPEN.timestampAt());
        long authenticated = hash(packet, PacketMode.AUTHENTICATED.timestampAt());
        questions.ask(
                ends.asked(SALT | (packet.buffer().getInt(at) & 0xffff_ffffL)),
                open << 32 | authenticated,
                packet.tagHash(),
                packet.epochNanos());
    }

    private boolean answersOpen(DecodedPacket packet, EndsHash ends, boolean open) {
        return isWhole(packet, open)
                && questions.isOpen(
                        ends.answered(sequenceCopy(packet, open)),
                        timestampCopy(packet, open),
                        open ? OPEN_MASK : AUTHENTICATED_MASK,
                        packet.tagHash(),
                        packet.epochNanos());
    }

    private long answer(DecodedPacket packet, EndsHash ends, boolean open) {
        return questions.answer(
                ends.answered(sequenceCopy(packet, open)),
                timestampCopy(packet, open),
                open ? OPEN_MASK : AUTHENTICATED_MASK,
                packet.tagHash(),
                packet.epochNanos());
    }

    private static PacketMode mode(boolean open) {
        return open ? PacketMode.OPEN : PacketMode.AUTHENTICATED;
    }

    /** Whether it has the length of a reflection, and its copies were captured. */
    private static boolean isWhole(DecodedPacket packet, boolean open) {
        PacketMode mode = mode(open);
        return packet.payloadLength() >= mode.shortestReply()
                && packet.payloadCaptured() >= mode.senderTimestampAt() + Long.BYTES;
    }

    private static long sequenceCopy(DecodedPacket packet, boolean open) {
        int offset = packet.payloadOffset() + mode(open).senderSequenceAt();
        return SALT | (packet.buffer().getInt(offset) & 0xffff_ffffL);
    }

    private static long timestampCopy(DecodedPacket packet, boolean open) {
        long hash = hash(packet, mode(open).senderTimestampAt());
        return open ? hash << 32 : hash;
    }

    /** 32 bits of a time stamp, 0 where it was not captured. */
    private static long hash(DecodedPacket packet, int offset) {
        if (packet.payloadCaptured() < offset + Long.BYTES) {
            return 0;
        }
        long stamp = packet.buffer().getLong(packet.payloadOffset() + offset);
        return Mixing.spread(stamp) >>> 32 | 1;
    }
}
