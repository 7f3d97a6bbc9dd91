package org.beibu.probe.ping;

/** Why a packet that came back is no reply. */
public enum PingRefusal {
    /** Too short for the mode, or Multiplier 0 (RFC 4656 4.1.2). */
    MALFORMED("malformed"),
    /** No key in force has made its HMAC. */
    WRONG_KEY("with a wrong HMAC"),
    /** From somebody else, or of another session. */
    STRANGER("of strangers");

    private final String text;

    PingRefusal(String text) {
        this.text = text;
    }

    @Override
    public String toString() {
        return text;
    }
}
