package org.beibu.router.bgp.session;

import java.io.ByteArrayOutputStream;
import org.beibu.router.bgp.codec.ShutdownCommunication;
import org.beibu.router.bgp.message.Capability;
import org.beibu.router.bgp.message.Family;
import org.beibu.router.bgp.message.NotificationMessage;
import org.beibu.router.bgp.message.Octets;

/** The NOTIFICATIONs of a session (RFC 4271 section 6, RFC 4486, 6608, 9003), and their words. */
public final class Notifications {
    /** Message Header Error. */
    static final int HEADER = 1;

    /** OPEN Message Error. */
    static final int OPEN = 2;

    private static final int FSM = 5;
    private static final int CEASE = 6;

    private static final String[][] SUBCODES = {
        {},
        {"", "Connection Not Synchronized", "Bad Message Length", "Bad Message Type"},
        {
            "",
            "Unsupported Version Number",
            "Bad Peer AS",
            "Bad BGP Identifier",
            "Unsupported Optional Parameter",
            "Authentication Failure",
            "Unacceptable Hold Time",
            "Unsupported Capability"
        },
        {
            "",
            "Malformed Attribute List",
            "Unrecognized Well-known Attribute",
            "Missing Well-known Attribute",
            "Attribute Flags Error",
            "Attribute Length Error",
            "Invalid ORIGIN Attribute",
            "AS Routing Loop",
            "Invalid NEXT_HOP Attribute",
            "Optional Attribute Error",
            "Invalid Network Field",
            "Malformed AS_PATH"
        },
        {},
        {"", "in OpenSent", "in OpenConfirm", "in Established"},
        {
            "",
            "Maximum Number of Prefixes Reached",
            "Administrative Shutdown",
            "Peer De-configured",
            "Administrative Reset",
            "Connection Rejected",
            "Other Configuration Change",
            "Connection Collision Resolution",
            "Out of Resources",
            "Hard Reset",
            "BFD Down"
        },
        {"", "Invalid Message Length"}
    };
    private static final String[] CODES = {
        "",
        "Message Header Error",
        "OPEN Message Error",
        "UPDATE Message Error",
        "Hold Timer Expired",
        "Finite State Machine Error",
        "Cease",
        "ROUTE-REFRESH Message Error"
    };

    private Notifications() {}

    /** The router's AS is not ours; the data is empty as RFC 4271 has none for it. */
    static NotificationMessage badPeerAs() {
        return new NotificationMessage(OPEN, 2, Octets.NONE);
    }

    static NotificationMessage badBgpIdentifier() {
        return new NotificationMessage(OPEN, 3, Octets.NONE);
    }

    static NotificationMessage unacceptableHoldTime() {
        return new NotificationMessage(OPEN, 6, Octets.NONE);
    }

    /** None of the families asked for is spoken; the data lists them as capabilities (RFC 5492). */
    static NotificationMessage unsupportedFamilies(Iterable<Capability.Multiprotocol> wanted) {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        for (Capability.Multiprotocol capability : wanted) {
            Family family = capability.family();
            byte[] value = {
                1, 4, (byte) (family.afi() >> 8), (byte) family.afi(), 0, (byte) family.safi()
            };
            data.writeBytes(value);
        }
        return new NotificationMessage(OPEN, 7, Octets.of(data.toByteArray()));
    }

    static NotificationMessage holdTimerExpired() {
        return new NotificationMessage(4, 0, Octets.NONE);
    }

    /** An event that the state has no place for (RFC 6608). */
    static NotificationMessage fsmError(Phase phase) {
        int subcode =
                switch (phase) {
                    case OPEN_SENT -> 1;
                    case OPEN_CONFIRM -> 2;
                    case ESTABLISHED -> 3;
                    case IDLE, CONNECT, ACTIVE -> 0;
                };
        return new NotificationMessage(FSM, subcode, Octets.NONE);
    }

    /** Cease, Connection Collision Resolution. */
    static NotificationMessage collision() {
        return new NotificationMessage(CEASE, 7, Octets.NONE);
    }

    /** Cease, Maximum Number of Prefixes Reached (RFC 4486), without family and bound. */
    public static NotificationMessage mostPrefixesReached() {
        return new NotificationMessage(CEASE, 1, Octets.NONE);
    }

    /** Cease, Out of Resources: we cannot go on. */
    public static NotificationMessage outOfResources() {
        return new NotificationMessage(CEASE, 8, Octets.NONE);
    }

    /** Cease, Administrative Shutdown: we stop, and say why (RFC 9003). */
    public static NotificationMessage shutdown(String text) {
        return ShutdownCommunication.shutdown(text);
    }

    /** Cease, Administrative Reset: we end the session and come back, and say why (RFC 9003). */
    public static NotificationMessage reset(String text) {
        Octets words = ShutdownCommunication.shutdown(text).data();
        return new NotificationMessage(CEASE, ShutdownCommunication.ADMINISTRATIVE_RESET, words);
    }

    /** What a NOTIFICATION says, in the RFCs' words, with the text of RFC 9003 where it has one. */
    public static String text(NotificationMessage message) {
        String code = word(CODES, message.code());
        String text = code.isEmpty() ? "error code " + message.code() : code;
        if (message.subcode() != 0) {
            String[] words =
                    message.code() < SUBCODES.length ? SUBCODES[message.code()] : SUBCODES[0];
            String subcode = word(words, message.subcode());
            text += ", " + (subcode.isEmpty() ? "subcode " + message.subcode() : subcode);
        }
        String known = text;
        return ShutdownCommunication.text(message)
                .map(words -> known + ": \"" + words + '"')
                .orElse(known);
    }

    private static String word(String[] words, int index) {
        return index < words.length ? words[index] : "";
    }
}
