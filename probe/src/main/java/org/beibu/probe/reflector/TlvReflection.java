package org.beibu.probe.reflector;

import java.nio.ByteBuffer;
import org.beibu.model.Address;
import org.beibu.probe.stamp.AccessReport;
import org.beibu.probe.stamp.Authenticator;
import org.beibu.probe.stamp.ClassOfService;
import org.beibu.probe.stamp.DirectMeasurement;
import org.beibu.probe.stamp.FollowUpTelemetry;
import org.beibu.probe.stamp.PacketMode;
import org.beibu.probe.stamp.ReflectorPacket;
import org.beibu.probe.stamp.StampingMethod;
import org.beibu.probe.stamp.TimestampFormat;
import org.beibu.probe.stamp.TimestampInformation;
import org.beibu.probe.stamp.TlvCursor;
import org.beibu.probe.stamp.TlvIntegrity;
import org.beibu.probe.stamp.TlvType;
import org.beibu.probe.udp.Datagram;
import org.beibu.runtime.counters.Counters;
import org.jspecify.annotations.Nullable;

/**
 * Answers the TLVs of a packet in their places (RFC 8972 4). U stays set on what is not understood
 * or not permitted: Return Path, a Destination Node Address that is not the one it came to (RFC
 * 9503), micro-sessions (RFC 9534), counts without a session. M ends the processing. I on all of
 * them when their HMAC is missing, misplaced or wrong; then none is processed. Owned by the
 * reflector's thread.
 */
final class TlvReflection {
    private final ReflectorPolicy policy;
    private final Authenticator authenticator;
    private final StampClock clock;
    private final Counters counters;
    private final TlvIntegrity integrity;
    private final LocationAnswer location = new LocationAnswer();
    private final TlvCursor cursor = new TlvCursor();
    private int tlvKey;

    TlvReflection(
            ReflectorPolicy policy,
            Authenticator authenticator,
            StampClock clock,
            Counters counters) {
        this.policy = policy;
        this.authenticator = authenticator;
        this.clock = clock;
        this.counters = counters;
        integrity = new TlvIntegrity(authenticator);
    }

    /** What {@link TlvIntegrity#check} says, while the packet still has the sender's number. */
    int check(ReflectorPacket packet, int key) {
        if (packet.tlvsAt() == packet.end()) {
            return TlvIntegrity.NOT_NEEDED;
        }
        int checked = integrity.check(packet, key);
        tlvKey = key;
        if (checked >= 0 && key == Authenticator.NO_KEY) {
            tlvKey = authenticator.keyOfTlvs(packet, checked);
        }
        return checked;
    }

    /** Answers each TLV; all that it says of integrity comes from {@link #check}. */
    void reflect(
            ReflectorPacket packet,
            int checked,
            Datagram datagram,
            @Nullable ReflectorSession session,
            TimestampFormat format) {
        cursor.wrap(packet.buffer(), packet.tlvsAt(), packet.end());
        if (!cursor.next() || isTwampPadding(packet)) {
            return;
        }
        if (checked == TlvIntegrity.FAILED) {
            counters.increment(ReflectorCounter.TLVS_INTEGRITY_FAILED);
            failAll();
            return;
        }
        do {
            if (!isSound()) {
                counters.increment(ReflectorCounter.TLVS_MALFORMED);
                return;
            }
            TlvType type = TlvType.ofCode(cursor.type());
            boolean understood =
                    type != null && isAnswered(type, packet.buffer(), datagram, session, format);
            cursor.flags(understood ? 0 : TlvType.UNRECOGNIZED);
            if (!understood) {
                counters.increment(ReflectorCounter.TLVS_UNRECOGNIZED);
            }
        } while (cursor.next());
    }

    /** A TWAMP sender's padding: a STAMP sender sets U in every TLV, and no TLV has type 0. */
    private boolean isTwampPadding(ReflectorPacket packet) {
        return packet.mode() == PacketMode.OPEN
                && (!cursor.hasHeader()
                        || (cursor.type() == 0 && (cursor.flags() & TlvType.UNRECOGNIZED) == 0));
    }

    private void failAll() {
        do {
            if (cursor.hasHeader()) {
                int unknown = TlvType.ofCode(cursor.type()) == null ? TlvType.UNRECOGNIZED : 0;
                int cut = cursor.fits() ? 0 : TlvType.MALFORMED;
                cursor.flags(TlvType.INTEGRITY | unknown | cut);
            }
        } while (cursor.next());
    }

    /** Whether the TLV has a length that its type can have; sets M when it has not. */
    private boolean isSound() {
        if (!cursor.hasHeader()) {
            return false; // no flags to set
        }
        TlvType type = TlvType.ofCode(cursor.type());
        if (cursor.fits() && (type == null || type.isLength(cursor.length()))) {
            return true;
        }
        cursor.flags(TlvType.MALFORMED | (type == null ? TlvType.UNRECOGNIZED : 0));
        return false;
    }

    private boolean isAnswered(
            TlvType type,
            ByteBuffer buffer,
            Datagram datagram,
            @Nullable ReflectorSession session,
            TimestampFormat format) {
        int at = cursor.valueAt();
        return switch (type) {
            case EXTRA_PADDING, HMAC -> true;
            case LOCATION -> location.fill(buffer, at, cursor.length(), datagram);
            case TIMESTAMP_INFORMATION -> fillTimestampInformation(buffer, at);
            case CLASS_OF_SERVICE -> isServed(buffer, at, datagram);
            case DIRECT_MEASUREMENT -> isCounted(buffer, at, session);
            case ACCESS_REPORT -> AccessReport.isKnown(buffer, at);
            case FOLLOW_UP_TELEMETRY -> followUp(buffer, at, session, format);
            case DESTINATION_NODE_ADDRESS -> isDestination(buffer, at, datagram);
            case RETURN_PATH, MICRO_SESSION_ID -> false;
        };
    }

    private boolean fillTimestampInformation(ByteBuffer buffer, int at) {
        StampingMethod software = StampingMethod.SOFTWARE_LOCAL; // the kernel's stamp is that too
        TimestampInformation.answer(buffer, at, clock.syncSource(), software, software);
        return true;
    }

    private boolean isServed(ByteBuffer buffer, int at, Datagram datagram) {
        int octet = datagram.trafficClass();
        if (octet == Datagram.UNKNOWN) {
            return false; // what it came in with cannot be told
        }
        int wanted = ClassOfService.wanted(buffer, at);
        boolean permitted = policy.permits(wanted);
        if (permitted) {
            datagram.answerTrafficClass(wanted << 2);
        }
        ClassOfService.answer(buffer, at, octet, !permitted);
        return true;
    }

    private static boolean isCounted(
            ByteBuffer buffer, int at, @Nullable ReflectorSession session) {
        if (session == null) {
            return false;
        }
        DirectMeasurement.answer(buffer, at, session.receivedCount(), session.sentCount() + 1);
        return true;
    }

    private static boolean followUp(
            ByteBuffer buffer, int at, @Nullable ReflectorSession session, TimestampFormat format) {
        if (session == null || !session.hasDeparted()) {
            FollowUpTelemetry.answer(buffer, at, 0, 0, 0);
        } else {
            FollowUpTelemetry.answer(
                    buffer,
                    at,
                    session.departedNumber(),
                    format.fromEpochNanos(session.departedAt()),
                    StampingMethod.SOFTWARE_LOCAL.code());
        }
        if (session != null) {
            session.follow();
        }
        return true;
    }

    private boolean isDestination(ByteBuffer buffer, int at, Datagram datagram) {
        boolean ipv4 = cursor.length() == Integer.BYTES;
        long high = ipv4 ? 0 : buffer.getLong(at);
        long low = ipv4 ? Address.ipv4Low(buffer.getInt(at)) : buffer.getLong(at + Long.BYTES);
        return high == datagram.destinationHigh() && low == datagram.destinationLow();
    }

    /** Signs the answered TLVs where the question's were signed. */
    void sign(ReflectorPacket packet, int checked) {
        if (checked >= 0) {
            packet.buffer().put(checked, (byte) 0);
            authenticator.signTlvs(packet, checked, tlvKey);
        }
    }
}
