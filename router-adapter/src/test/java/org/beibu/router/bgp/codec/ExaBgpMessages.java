package org.beibu.router.bgp.codec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.beibu.router.bgp.message.Family;
import org.beibu.router.bgp.message.Octets;

/** The messages of ExaBGP's own tests, with what ExaBGP reads in them. */
final class ExaBgpMessages {
    private static final Pattern RAW = Pattern.compile("[A-Z]?\\d+:raw:([0-9A-F:]+)");
    private static final Pattern JSON = Pattern.compile("[A-Z]?\\d+:json:(.*)");
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private ExaBgpMessages() {}

    /**
     * One message.
     *
     * @param json what ExaBGP says, missing node where it says nothing
     */
    record Message(String name, Octets content, JsonNode json, SessionFormat format) {
        byte[] octets() {
            return content.toArray();
        }
    }

    static List<Message> of(SharedMessages shared) throws IOException {
        List<Message> messages = new ArrayList<>();
        for (String kind : List.of("exabgp-encoding", "exabgp-api")) {
            for (Path file : shared.files(kind)) {
                readSession(kind + "/" + file.getFileName(), Files.readAllLines(file), messages);
            }
        }
        for (Path file : shared.files("exabgp-decoding")) {
            readDecoding(file, messages);
        }
        return messages;
    }

    private static void readSession(String file, List<String> lines, List<Message> messages) {
        for (int i = 0; i < lines.size(); i++) {
            Matcher raw = RAW.matcher(lines.get(i));
            if (raw.matches()) {
                String next = i + 1 < lines.size() ? lines.get(i + 1) : "";
                Matcher json = JSON.matcher(next);
                byte[] octets = SharedMessages.hex(raw.group(1));
                JsonNode node = parse(json.matches() ? json.group(1) : "");
                String name = file + ":" + (i + 1);
                messages.add(new Message(name, Octets.of(octets), node, format(file, node)));
            }
        }
    }

    private static void readDecoding(Path file, List<Message> messages) throws IOException {
        List<String> lines = Files.readAllLines(file);
        String name = "exabgp-decoding/" + file.getFileName();
        byte[] octets = SharedMessages.hex(lines.get(1));
        if (octets[0] != -1) {
            OctetWriter body = new OctetWriter();
            body.octets(Octets.of(octets));
            boolean open = lines.get(0).startsWith("open");
            octets = BgpHeader.message(open ? BgpHeader.OPEN : BgpHeader.UPDATE, body);
        }
        messages.add(
                new Message(name, Octets.of(octets), parse(lines.get(2)), format(name, parse(""))));
    }

    private static JsonNode parse(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (IOException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    /** What the session of a file has agreed on, of which only its name and its words tell. */
    private static SessionFormat format(String file, JsonNode json) {
        boolean addPath = file.contains("addpath") || json.toString().contains("path-information");
        Family vpn = new Family(1, 128);
        Set<Family> families = addPath ? Set.of(Family.IPV4_UNICAST, vpn) : Set.of();
        return new SessionFormat(!file.contains("no-asn4"), families, families, true);
    }
}
