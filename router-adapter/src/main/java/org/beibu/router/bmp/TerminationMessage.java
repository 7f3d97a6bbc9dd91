package org.beibu.router.bmp;

import java.util.List;
import org.beibu.router.bgp.codec.OctetReader;

/**
 * Termination (RFC 7854 section 4.5): the last message.
 *
 * @param information reason and free text
 */
public record TerminationMessage(List<InformationTlv> information) implements BmpMessage {
    private static final int REASON_LENGTH = 2;

    public TerminationMessage {
        information = List.copyOf(information);
    }

    static BmpDecoded decode(OctetReader body) {
        List<InformationTlv> information = InformationTlv.list(body);
        return information == null
                ? BmpDecoded.Malformed.harmless("a TLV of Termination is cut off")
                : new BmpDecoded.Good(new TerminationMessage(information));
    }

    /** Why the router ends the session, in words. */
    public String reason() {
        for (InformationTlv tlv : information) {
            if (tlv.type() == InformationTlv.SYS_DESCR_OR_REASON
                    && tlv.value().size() == REASON_LENGTH) {
                return reason((tlv.value().at(0) << 8) | tlv.value().at(1));
            }
        }
        return "no reason given";
    }

    private static String reason(int code) {
        return switch (code) {
            case 0 -> "administratively closed";
            case 1 -> "unspecified reason";
            case 2 -> "out of resources";
            case 3 -> "redundant connection";
            case 4 -> "permanently administratively closed";
            default -> "reason " + code;
        };
    }
}
