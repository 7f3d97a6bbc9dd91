package org.beibu.router.bmp;

import java.util.List;
import java.util.stream.Collectors;
import org.beibu.router.bgp.codec.OctetReader;

/**
 * Initiation (RFC 7854 section 4.3): the first message, who the router is.
 *
 * @param information sysDescr, sysName and free text
 */
public record InitiationMessage(List<InformationTlv> information) implements BmpMessage {
    public InitiationMessage {
        information = List.copyOf(information);
    }

    static BmpDecoded decode(OctetReader body) {
        List<InformationTlv> information = InformationTlv.list(body);
        return information == null
                ? BmpDecoded.Malformed.harmless("a TLV of Initiation is cut off")
                : new BmpDecoded.Good(new InitiationMessage(information));
    }

    /** The texts of this type, joined. */
    public String text(int type) {
        return information.stream()
                .filter(tlv -> tlv.type() == type)
                .map(InformationTlv::text)
                .collect(Collectors.joining(" "));
    }
}
