package org.beibu.probe.ping;

import java.util.ArrayList;
import java.util.List;
import org.beibu.probe.stamp.Authenticator;
import org.beibu.probe.stamp.PacketMode;
import org.beibu.probe.stamp.ReflectorPacket;
import org.beibu.probe.stamp.ReplyTlvs;
import org.beibu.probe.stamp.StampingMethod;
import org.beibu.probe.stamp.SyncSource;
import org.beibu.probe.stamp.TlvIntegrity;

/** What the TLVs of a reply tell, in words. Owned by one thread. */
final class TlvText {
    private final ReplyTlvs tlvs = new ReplyTlvs();

    /** The words for this packet; empty when there is nothing to tell. */
    String of(ReflectorPacket packet, Authenticator authenticator) {
        if (packet.tlvsAt() == packet.end()) {
            return "";
        }
        tlvs.read(packet.buffer(), packet.tlvsAt(), packet.end());
        if (tlvs.isIntegrityFailed()) {
            return "TLVs refused (I)";
        }
        if (packet.mode() == PacketMode.AUTHENTICATED && isForged(packet, authenticator)) {
            return "TLVs not signed";
        }
        List<String> words = new ArrayList<>();
        tlvs.classOfService()
                .ifPresent(
                        service ->
                                words.add(
                                        "dscp there %d back %d%s"
                                                .formatted(
                                                        service.received(),
                                                        service.wanted(),
                                                        service.refused() ? " refused" : "")));
        tlvs.directMeasurement()
                .ifPresent(
                        count ->
                                words.add(
                                        "counts %s/%s/%s"
                                                .formatted(
                                                        Integer.toUnsignedString(count.sent()),
                                                        Integer.toUnsignedString(count.received()),
                                                        Integer.toUnsignedString(
                                                                count.reflected()))));
        tlvs.timestampInformation()
                .ifPresent(
                        info ->
                                words.add(
                                        "clock "
                                                + SyncSource.ofCode(info.sourceIn())
                                                        .map(SyncSource::toString)
                                                        .orElse("unknown")
                                                + " stamps "
                                                + StampingMethod.ofCode(info.methodIn())
                                                        .map(StampingMethod::toString)
                                                        .orElse("unknown")));
        tlvs.location()
                .ifPresent(
                        place ->
                                place.source()
                                        .ifPresent(
                                                source ->
                                                        words.add(
                                                                "seen as %s:%d"
                                                                        .formatted(
                                                                                source,
                                                                                place
                                                                                        .sourcePort()))));
        if (tlvs.unrecognized() > 0) {
            words.add(tlvs.unrecognized() + " TLVs not understood (U)");
        }
        if (tlvs.isMalformed()) {
            words.add("TLVs malformed (M)");
        }
        return String.join(", ", words);
    }

    private static boolean isForged(ReflectorPacket packet, Authenticator authenticator) {
        int key = authenticator.verify(packet);
        return new TlvIntegrity(authenticator).check(packet, key) == TlvIntegrity.FAILED;
    }
}
