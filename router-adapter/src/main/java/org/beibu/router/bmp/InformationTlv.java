package org.beibu.router.bmp;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.beibu.router.bgp.codec.OctetReader;
import org.beibu.router.bgp.message.Octets;
import org.jspecify.annotations.Nullable;

/**
 * A piece of information: type (2), length (2), value. What a type means depends on the message
 * (RFC 7854 sections 4.4 and 4.5, RFC 9736).
 *
 * @param type its type
 * @param value its octets
 */
public record InformationTlv(int type, Octets value) {
    /** A text, in all messages. */
    public static final int STRING = 0;

    /** sysDescr of Initiation, reason of Termination. */
    public static final int SYS_DESCR_OR_REASON = 1;

    /** sysName of Initiation. */
    public static final int SYS_NAME = 2;

    /** VRF or table name of Peer Up (RFC 9069 section 4.3). */
    public static final int TABLE_NAME = 3;

    /** Administrative label of Peer Up (RFC 9736). */
    public static final int ADMIN_LABEL = 4;

    private static final int HEADER = 4;

    /** All that the reader has; null when it does not end with the end of one. */
    static @Nullable List<InformationTlv> list(OctetReader octets) {
        List<InformationTlv> list = new ArrayList<>();
        while (octets.remaining() > 0) {
            if (octets.remaining() < HEADER) {
                return null;
            }
            int type = octets.u16();
            int length = octets.u16();
            if (length > octets.remaining()) {
                return null;
            }
            list.add(new InformationTlv(type, octets.octets(length)));
        }
        return list;
    }

    /** The value as text: UTF-8, control characters (of an enemy's terminal) as dots. */
    public String text() {
        String text = new String(value.toArray(), StandardCharsets.UTF_8);
        return text.replaceAll("\\p{Cntrl}", ".").strip();
    }
}
