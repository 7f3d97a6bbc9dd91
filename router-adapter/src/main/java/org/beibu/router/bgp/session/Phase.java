package org.beibu.router.bgp.session;

/** The states of RFC 4271 section 8.2.2. */
public enum Phase {
    IDLE("Idle"),
    CONNECT("Connect"),
    ACTIVE("Active"),
    OPEN_SENT("OpenSent"),
    OPEN_CONFIRM("OpenConfirm"),
    ESTABLISHED("Established");

    private final String text;

    Phase(String text) {
        this.text = text;
    }

    /** The name as the RFC writes it. */
    @Override
    public String toString() {
        return text;
    }
}
