package org.beibu.router.render;

/** Whose configuration is written. */
public enum Dialect {
    /** FRRouting. */
    FRR("frr", "!"),
    /** Huawei VRP. */
    VRP("vrp", "#"),
    /** Cisco IOS XR. */
    IOS_XR("ios-xr", "!"),
    /** Juniper Junos, as set commands. */
    JUNOS("junos", "#");

    private final String text;
    private final String comment;

    Dialect(String text, String comment) {
        this.text = text;
        this.comment = comment;
    }

    /**
     * The dialect with this name.
     *
     * @throws IllegalArgumentException when none has it
     */
    public static Dialect parse(String text) {
        for (Dialect dialect : values()) {
            if (dialect.text.equals(text)) {
                return dialect;
            }
        }
        throw new IllegalArgumentException(
                "dialect must be frr, vrp, ios-xr or junos, not '" + text + "'");
    }

    /** Whether a router's own parser has taken what is written for it. */
    public boolean isTaken() {
        return this == FRR;
    }

    /** What begins a line that the router passes over. */
    String comment() {
        return comment;
    }

    @Override
    public String toString() {
        return text;
    }
}
