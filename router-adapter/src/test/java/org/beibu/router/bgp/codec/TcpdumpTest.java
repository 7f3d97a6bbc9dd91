package org.beibu.router.bgp.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.beibu.router.bgp.message.AsPath;
import org.beibu.router.bgp.message.Family;
import org.beibu.router.bgp.message.Nlri;
import org.beibu.router.bgp.message.Octets;
import org.beibu.router.bgp.message.PathAttributes;
import org.beibu.router.bgp.message.RouteGroup;
import org.beibu.router.bgp.message.UpdateMessage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Captures of tcpdump's own tests: what it prints of a message is what we read in it. */
class TcpdumpTest {
    private static final Pattern MESSAGE =
            Pattern.compile("(?m)^\\s+[A-Z][A-Za-z ]+ Message \\((\\d)\\), length: (\\d+)");

    private static final Pattern COMPLAINT =
            Pattern.compile("too short|invalid|illegal|bogus|\\[\\|bgp");

    /**
     * A message as printed.
     *
     * @param key type and length
     * @param text the lines about it
     */
    private record Printed(String key, String text) {}

    @Test
    void whatIsPrintedIsWhatIsRead() throws IOException {
        SharedMessages shared = SharedMessages.orSkip();
        int compared = 0;
        for (Path file : shared.files("tcpdump")) {
            Path printed = Path.of(file.toString().replaceAll("\\.pcap(ng)?$", ".out"));
            if (!file.equals(printed) && Files.exists(printed)) {
                compared += compare(file, printed(Files.readString(printed)));
            }
        }
        assertTrue(compared >= 38, compared + " compared");
    }

    private static List<Printed> printed(String text) {
        List<Printed> all = new ArrayList<>();
        Matcher matcher = MESSAGE.matcher(text);
        int from = -1;
        String key = "";
        while (matcher.find()) {
            if (from >= 0) {
                all.add(new Printed(key, text.substring(from, matcher.start())));
            }
            from = matcher.end();
            key = matcher.group(1) + " " + matcher.group(2);
        }
        if (from >= 0) {
            all.add(new Printed(key, text.substring(from)));
        }
        return all;
    }

    /** Those printed are in the order of ours, with others between that go on in another packet. */
    private static int compare(Path file, List<Printed> printed) throws IOException {
        int compared = 0;
        int at = 0;
        for (Octets message : CapturedMessages.of(file)) {
            String key = message.at(18) + " " + message.size();
            int found = at;
            while (found < printed.size() && !printed.get(found).key().equals(key)) {
                found++;
            }
            if (found == printed.size()) {
                continue; // tcpdump has given up on the packet before
            }
            String text = printed.get(found).text();
            at = found + 1;
            if (!COMPLAINT.matcher(text).find() && key.startsWith("2 ")) {
                assertTrue(reads(message.toArray(), text), file + " " + key + "\n" + text);
                compared++;
            }
        }
        return compared;
    }

    /** A capture does not tell what the session has agreed on: one of the formats must fit. */
    private static boolean reads(byte[] message, String text) {
        Set<Family> all = Set.of(Family.IPV4_UNICAST, Family.IPV6_UNICAST);
        for (boolean four : new boolean[] {true, false}) {
            for (Set<Family> addPath : List.of(Set.<Family>of(), all)) {
                SessionFormat format = new SessionFormat(four, addPath, addPath, true);
                Decoded decoded = BgpDecoder.decode(message, 0, message.length, format);
                if (decoded instanceof Decoded.Good good
                        && good.message() instanceof UpdateMessage update
                        && says(update, text)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean says(UpdateMessage update, String text) {
        PathAttributes attributes = update.attributes();
        AsPath path = attributes.asPath();
        boolean empty = path != null && path.segments().isEmpty();
        return same(text, "Origin \\(1\\)", origin(attributes))
                && (merged(text, path) || same(text, "AS Path \\(2\\)", empty ? "empty" : path))
                && same(text, "Next Hop \\(3\\)", attributes.nextHop())
                && same(text, "Multi Exit Discriminator \\(4\\)", attributes.med())
                && same(text, "Local Preference \\(5\\)", attributes.localPref())
                && same(text, "Originator ID \\(9\\)", attributes.reflection().originatorId())
                && has(text, update.announced())
                && has(text, update.withdrawn());
    }

    /** Whether an AS4_PATH is printed that our path, joined from the two, ends with. */
    private static boolean merged(String text, @Nullable AsPath path) {
        Matcher matcher = Pattern.compile("AS4 Path \\(17\\).*\\]: (.*)").matcher(text);
        return matcher.find() && String.valueOf(path).endsWith(matcher.group(1).trim());
    }

    private static @Nullable String origin(PathAttributes attributes) {
        return attributes.origin() == null
                ? null
                : attributes.origin().toString().toLowerCase(Locale.ROOT);
    }

    /** What is printed of an attribute, as far as it is there; inside others they are indented. */
    private static boolean same(String text, String name, @Nullable Object ours) {
        Pattern line =
                Pattern.compile("(?m)^\\t? {2}" + name + ", length: \\d+, Flags \\[\\w+\\]: (.*)$");
        Matcher matcher = line.matcher(text);
        String theirs = matcher.find() ? matcher.group(1).trim() : null;
        if (theirs == null) {
            return ours == null;
        }
        return theirs.toLowerCase(Locale.ROOT).equals(String.valueOf(ours));
    }

    private static boolean has(String text, List<RouteGroup> groups) {
        for (RouteGroup group : groups) {
            for (Nlri nlri : group.nlri()) {
                if (!text.contains(" " + nlri.prefix()) && !text.contains("\t" + nlri.prefix())) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Also the captures that once broke a parser, and those of Huawei and Cisco routers. */
    @Test
    void everyCapturedMessageIsSettledInEachFormat() throws IOException {
        SharedMessages shared = SharedMessages.orSkip();
        int settled = 0;
        for (String below : List.of("tcpdump", "misc", "pmacct-bgp", "pmacct-bmp", "bgpkit")) {
            for (Path file : shared.files(below)) {
                if (file.toString().matches(".*(\\.pcap(ng)?|\\.cap)")) {
                    for (Octets message : CapturedMessages.of(file)) {
                        settle(message.toArray());
                        settled++;
                    }
                }
            }
        }
        assertTrue(settled > 1000, settled + " settled");
    }

    private static void settle(byte[] message) {
        for (SessionFormat format : OthersMessagesTest.formats()) {
            Decoded decoded = BgpDecoder.decode(message, 0, message.length, format);
            CodecPromises.check(decoded, format);
        }
    }

    @Test
    void messagesOfEachTypeAreFoundInCaptures() throws IOException {
        SharedMessages shared = SharedMessages.orSkip();
        int[] types = new int[8];
        for (Path file : shared.files("tcpdump")) {
            if (file.toString().contains(".pcap")) {
                CapturedMessages.of(file).forEach(message -> types[message.at(18) & 7]++);
            }
        }
        for (int type = 1; type <= 5; type++) {
            assertTrue(types[type] > 0, "type " + type);
        }
        assertEquals(0, types[6]);
    }
}
