package org.beibu.analyzer.alert;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * An alert as a message of RFC 5424: structured data {@code beibu@32473} (the enterprise number of
 * examples, RFC 5612) with name, state, occurrence and labels; MSGID is the alert's name.
 *
 * <pre>
 *   PRI VERSION SP TIMESTAMP SP HOSTNAME SP APP-NAME SP PROCID SP MSGID SP SD SP BOM MSG
 * </pre>
 */
record SyslogMessage(int facility, String hostname, long processId) {
    /** Longest message, octets: what receivers should take (RFC 5424 6.1). */
    private static final int LONGEST = 2048;

    private static final int LONGEST_HOSTNAME = 255;
    private static final int LONGEST_MSGID = 32;
    private static final int NOTICE = 5;
    private static final String BOM = "\uFEFF";

    SyslogMessage {
        if (facility < 0 || facility > 23) {
            throw new IllegalArgumentException("a facility is 0 to 23: " + facility);
        }
        hostname = printable(hostname, LONGEST_HOSTNAME);
    }

    /** The octets of the message. */
    byte[] of(Alert alert) {
        boolean resolved = alert.state() == Alert.State.RESOLVED;
        int severity = resolved ? NOTICE : alert.severity().syslog();
        long time = resolved ? alert.endedNanos() : alert.seenNanos();
        String text =
                "<"
                        + (facility * 8 + severity)
                        + ">1 "
                        + AlertText.time(time)
                        + " "
                        + hostname
                        + " beibu "
                        + processId
                        + " "
                        + printable(alert.name(), LONGEST_MSGID)
                        + " "
                        + structuredData(alert)
                        + " "
                        + BOM
                        + (resolved ? "resolved: " : "firing: ")
                        + alert.summary();
        return cut(text);
    }

    private static String structuredData(Alert alert) {
        StringBuilder data = new StringBuilder("[beibu@32473");
        param(data, "state", alert.state().toString());
        param(data, "id", AlertText.fingerprint(alert.occurrence()));
        param(data, "since", AlertText.time(alert.sinceNanos()));
        for (Map.Entry<String, String> label : AlertText.labels(alert).entrySet()) {
            param(data, printable(label.getKey(), LONGEST_MSGID), label.getValue());
        }
        return data.append(']').toString();
    }

    /** SD-PARAM: the value's quotes, backslashes and closing brackets are escaped (6.3.3). */
    private static void param(StringBuilder data, String name, String value) {
        data.append(' ').append(name).append("=\"");
        data.append(value.replace("\\", "\\\\").replace("\"", "\\\"").replace("]", "\\]"));
        data.append('"');
    }

    /** PRINTUSASCII of bounded length; the NILVALUE for nothing. */
    private static String printable(String text, int longest) {
        String clean = text.replaceAll("[^!-~]", "").replaceAll("[=\"\\]]", "");
        String bounded = clean.substring(0, Math.min(longest, clean.length()));
        return bounded.isEmpty() ? "-" : bounded;
    }

    /** At most as long as receivers take, and not within a character. */
    private static byte[] cut(String text) {
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        int length = Math.min(LONGEST, octets.length);
        while (length < octets.length && length > 0 && (octets[length] & 0xc0) == 0x80) {
            length--;
        }
        return java.util.Arrays.copyOf(octets, length);
    }
}
