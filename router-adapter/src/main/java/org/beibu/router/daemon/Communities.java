package org.beibu.router.daemon;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.beibu.router.bgp.message.LargeCommunity;

/** Communities as operators write them. */
final class Communities {
    private static final Pattern PLAIN = Pattern.compile("([0-9]{1,5}):([0-9]{1,5})");
    private static final Pattern LARGE = Pattern.compile("[0-9]{1,10}(:[0-9]{1,10}){2}");
    private static final long HIGHEST = 0xffff_ffffL;

    private Communities() {}

    /**
     * A community (RFC 1997), {@code AS:VALUE}.
     *
     * @throws IllegalArgumentException when it is none
     */
    static int plain(String text) {
        Matcher matcher = PLAIN.matcher(text);
        int high = matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
        int low = matcher.matches() ? Integer.parseInt(matcher.group(2)) : 0;
        if (high < 1 || high > 0xffff || low > 0xffff) {
            throw new IllegalArgumentException("not a community, AS:VALUE: '" + text + "'");
        }
        return high << 16 | low;
    }

    /**
     * A large community (RFC 8092), {@code AS:VALUE:VALUE}.
     *
     * @throws IllegalArgumentException when it is none
     */
    static LargeCommunity large(String text) {
        List<Long> parts =
                LARGE.matcher(text).matches()
                        ? Stream.of(text.split(":")).map(Long::valueOf).toList()
                        : List.of();
        if (parts.isEmpty() || parts.stream().anyMatch(part -> part > HIGHEST)) {
            throw new IllegalArgumentException(
                    "not a large community, AS:VALUE:VALUE: '" + text + "'");
        }
        return new LargeCommunity(parts.get(0), parts.get(1), parts.get(2));
    }
}
