package org.beibu.analyzer.alert;

/** How soon somebody should look. */
public enum Severity {
    /** Now: somebody is woken. */
    CRITICAL("critical", 2),
    /** In working hours. */
    WARNING("warning", 4);

    private final String text;
    private final int syslog;

    Severity(String text, int syslog) {
        this.text = text;
        this.syslog = syslog;
    }

    /** The severity of RFC 5424 6.2.1. */
    int syslog() {
        return syslog;
    }

    /**
     * The severity with this name.
     *
     * @throws IllegalArgumentException when none has it
     */
    static Severity parse(String text) {
        return text.equals(CRITICAL.text) ? CRITICAL : other(text);
    }

    private static Severity other(String text) {
        if (text.equals(WARNING.text)) {
            return WARNING;
        }
        throw new IllegalArgumentException("not a severity: '" + text + "'");
    }

    @Override
    public String toString() {
        return text;
    }
}
