package org.beibu.router.bgp.codec;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.beibu.router.bgp.message.Octets;

/** Other people's messages that lie beside the repository; tests that need them skip without. */
public final class SharedMessages {
    private static final Pattern MESSAGE_OF_BGPCEP =
            Pattern.compile("(?m)^Received BGP .*$\\s*([0-9a-f\\s]+)");

    private final Path folder;

    private SharedMessages(Path folder) {
        this.folder = folder;
    }

    /** Ends the test as skipped, with the reason, when they are not on this machine. */
    public static SharedMessages orSkip() {
        String environment = System.getenv("BEIBU_SHARED");
        Path shared =
                environment != null
                        ? Path.of(environment)
                        : Path.of(System.getProperty("beibu.root", "."), "..", "shared");
        Path folder = shared.resolve("data").resolve("bgp");
        assumeTrue(Files.isDirectory(folder), "no messages at " + folder);
        return new SharedMessages(folder);
    }

    /** Where they lie. */
    public Path folder() {
        return folder;
    }

    /**
     * Octets with a name.
     *
     * @param name file, and place in it
     * @param content as they are
     */
    public record Named(String name, Octets content) {
        /** A copy of them. */
        public byte[] octets() {
            return content.toArray();
        }
    }

    /** The files below a folder, in the order of their names. */
    public List<Path> files(String below) throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve(below))) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    /** Each file as it is. */
    List<Named> whole(String below) throws IOException {
        List<Named> all = new ArrayList<>();
        for (Path file : files(below)) {
            all.add(
                    new Named(
                            folder.relativize(file).toString(),
                            Octets.of(Files.readAllBytes(file))));
        }
        return all;
    }

    /** The rows of a table of messages: name and hexadecimal text lead, or hexadecimal third. */
    List<String[]> rows(String file) throws IOException {
        return Files.readAllLines(folder.resolve(file)).stream()
                .map(line -> line.split("\t", -1))
                .toList();
    }

    /** What tools of bgpcep wrote down of sessions, hexadecimal in lines. */
    List<Named> bgpcepText() throws IOException {
        List<Named> all = new ArrayList<>();
        for (Path file : files("bgpcep")) {
            if (file.toString().endsWith("bgp_hex.txt")) {
                Matcher matcher = MESSAGE_OF_BGPCEP.matcher(Files.readString(file));
                while (matcher.find()) {
                    String name = folder.relativize(file) + "@" + matcher.start();
                    all.add(new Named(name, Octets.of(hex(matcher.group(1)))));
                }
            }
        }
        return all;
    }

    static byte[] hex(String text) {
        return HexFormat.of().parseHex(text.replaceAll("[^0-9A-Fa-f]", ""));
    }

    /** All messages with a marker, each decoded by somebody else without complaint. */
    public List<Named> good() throws IOException {
        List<Named> all = new ArrayList<>();
        for (ExaBgpMessages.Message message : ExaBgpMessages.of(this)) {
            all.add(new Named(message.name(), message.content()));
        }
        all.addAll(bgpcepText());
        whole("bgpcep").stream().filter(SharedMessages::isMessage).forEach(all::add);
        return all;
    }

    private static boolean isMessage(Named named) {
        byte[] octets = named.octets();
        return octets.length > 18
                && octets[0] == -1
                && octets[15] == -1
                && ((octets[16] & 0xff) << 8 | (octets[17] & 0xff)) == octets.length;
    }
}
