package org.beibu.router.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * An entry of the steering log. Its hash is SHA-256 over its JSON, in which the hash of the entry
 * before stands, so that no entry can be changed, removed or put in without all later ones changing
 * too.
 *
 * @param sequence its number, from 1 on without gaps
 * @param previous hash of the entry before, {@link #FIRST} in the first one
 * @param json everything but the hash, one line
 * @param hash its hash, hexadecimal
 */
public record AuditEntry(long sequence, String previous, String json, String hash) {
    /** Stands for the hash before the first entry. */
    public static final String FIRST = "0".repeat(64);

    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** The entry of this event behind these. */
    static AuditEntry of(long sequence, String previous, AuditEvent event) {
        ObjectNode node = MAPPER.createObjectNode();
        node.put("sequence", sequence)
                .put("when", event.when().toString())
                .put("who", event.who())
                .put("action", event.action().toString())
                .put("recommendation", event.subject().recommendation())
                .put("router", event.subject().router())
                .put("prefix", event.subject().prefix())
                .put("why", event.why())
                .put("before", event.change().before())
                .put("after", event.change().after())
                .put("octets", event.change().octets())
                .put("previous", previous);
        String json = node.toString();
        return new AuditEntry(sequence, previous, json, hashOf(json));
    }

    /**
     * The entry with this JSON, as the file has it.
     *
     * @throws AuditException when it is not one
     */
    static AuditEntry read(String json, String hash) throws AuditException {
        try {
            JsonNode node = MAPPER.readTree(json);
            if (!node.path("sequence").isIntegralNumber() || !node.path("previous").isTextual()) {
                throw new AuditException("not an entry: " + json);
            }
            return new AuditEntry(
                    node.get("sequence").longValue(), node.get("previous").textValue(), json, hash);
        } catch (JsonProcessingException e) {
            throw new AuditException("not JSON: " + json, e);
        }
    }

    /** SHA-256 of a text, hexadecimal. */
    static String hashOf(String json) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(json.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Whether the hash is that of the JSON. */
    public boolean isSound() {
        return hash.equals(hashOf(json));
    }

    /** One line of the export: the JSON with its hash as last field. */
    public String line() {
        return json.substring(0, json.length() - 1) + ",\"hash\":\"" + hash + "\"}";
    }
}
