package org.beibu.probe.ping;

/** Why a packet that came back is no reply. */
public enum PingRefusal {
    /** Too short for the mode, or Multiplier 0 (RFC 4656 4.1.2). */
    MALFORMED("malformed"),
    /** No key in force has made its HMAC. */
    WRONG_KEY("with a wrong HMAC"),
    /** From somebody else, or of another session. */
    STRANGER("of strangers"),
    /** From the host, but to nothing that was asked. */
    MISMATCHED("to nothing that was asked"),
    /** RFC 792 type 3, RFC 4443 3.1. */
    UNREACHABLE("of ICMP (unreachable)"),
    /** RFC 1191, RFC 4443 3.2. */
    PACKET_TOO_BIG("of ICMP (packet too big)"),
    /** RFC 792 type 11, RFC 4443 3.3. */
    TIME_EXCEEDED("of ICMP (time exceeded)"),
    /** RFC 792 type 12, RFC 4443 3.4. */
    PARAMETER_PROBLEM("of ICMP (parameter problem)"),
    /** Of a SYN that had gone out twice: to which nobody can tell. */
    RETRANSMITTED("to a SYN sent twice");

    private final String text;

    PingRefusal(String text) {
        this.text = text;
    }

    @Override
    public String toString() {
        return text;
    }
}
