package org.beibu.probe.dns;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a DNS server is asked (RFC 1035 4.1.2); class IN always.
 *
 * @param name the name, without the dot at its end; empty for the root
 * @param type the type, such as 1 for A
 * @param recursive whether it is asked to search (RD)
 */
public record DnsQuestion(String name, int type, boolean recursive) {
    private static final int LONGEST_NAME = 253;
    private static final int LONGEST_LABEL = 63;
    private static final int INTERNET = 1;
    private static final Map<String, Integer> TYPES =
            Map.of(
                    "A", 1, "NS", 2, "CNAME", 5, "SOA", 6, "PTR", 12, "MX", 15, "TXT", 16, "AAAA",
                    28, "SRV", 33);

    public DnsQuestion {
        boolean plain = name.chars().allMatch(c -> c > ' ' && c < 0x7f);
        boolean labels =
                name.isEmpty()
                        || List.of(name.split("\\.", -1)).stream()
                                .allMatch(l -> !l.isEmpty() && l.length() <= LONGEST_LABEL);
        if (!plain || !labels || name.length() > LONGEST_NAME) {
            throw new IllegalArgumentException("'" + name + "' is not a domain name");
        }
        if (type < 1 || type > 0xffff) {
            throw new IllegalArgumentException("a type is 1 to 65535, not " + type);
        }
    }

    /**
     * Reads {@code www.example.com}, {@code example.com/SOA}, {@code ./NS}, {@code example.com/65};
     * without a type A.
     *
     * @throws IllegalArgumentException naming the text
     */
    public static DnsQuestion parse(String text, boolean recursive) {
        int slash = text.indexOf('/');
        String name = slash < 0 ? text : text.substring(0, slash);
        String plain = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
        if (name.isEmpty()) {
            throw new IllegalArgumentException("'" + text + "' names nothing to ask for");
        }
        return new DnsQuestion(
                plain, slash < 0 ? 1 : type(text.substring(slash + 1), text), recursive);
    }

    private static int type(String word, String text) {
        Integer known = TYPES.get(word.toUpperCase(Locale.ROOT));
        if (known != null) {
            return known;
        }
        if (!word.matches("\\d{1,5}")) {
            throw new IllegalArgumentException("'" + text + "' has no type of record");
        }
        return Integer.parseInt(word);
    }

    /** QNAME, QTYPE and QCLASS as they stand in the query. */
    public byte[] octets() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (String label : name.isEmpty() ? new String[0] : name.split("\\.")) {
            out.write(label.length());
            out.writeBytes(label.getBytes(StandardCharsets.US_ASCII));
        }
        out.writeBytes(new byte[] {0, (byte) (type >>> 8), (byte) type, 0, INTERNET});
        return out.toByteArray();
    }

    @Override
    public String toString() {
        String word =
                TYPES.entrySet().stream()
                        .filter(entry -> entry.getValue() == type)
                        .map(Map.Entry::getKey)
                        .findFirst()
                        .orElse(String.valueOf(type));
        return (name.isEmpty() ? "." : name) + "/" + word;
    }
}
