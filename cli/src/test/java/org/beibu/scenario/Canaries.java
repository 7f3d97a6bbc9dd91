package org.beibu.scenario;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.beibu.model.Address;

/**
 * What must not be found in anything that is written about a {@link CanaryCapture}: whole
 * addresses, in network and in little-endian order and as text; either half of an IPv6 address; MAC
 * addresses; any eight octets of a payload.
 */
final class Canaries {
    private final Map<String, byte[]> needles = new LinkedHashMap<>();

    Canaries() {
        CanaryCapture.CLIENTS.forEach(this::address);
        CanaryCapture.SERVERS.forEach(this::address);
        both("MAC of the clients", CanaryCapture.CLIENT_MAC);
        both("MAC of the servers", CanaryCapture.SERVER_MAC);
        for (int turn = 0; turn < CanaryCapture.MARKER.length; turn++) {
            both("payload from octet " + turn, CanaryCapture.payload(8, turn));
        }
    }

    private void address(Address address) {
        needles.put(address + " as text", address.toString().getBytes(US_ASCII));
        if (address.isIpv4()) {
            both(address.toString(), ByteBuffer.allocate(4).putInt((int) address.low()).array());
            return;
        }
        both(address + ", first half", octets(address.high()));
        both(address + ", second half", octets(address.low()));
        String capitals = address.toString().toUpperCase(Locale.ROOT);
        needles.put(address + " in capitals", capitals.getBytes(US_ASCII));
    }

    private static byte[] octets(long word) {
        return ByteBuffer.allocate(Long.BYTES).putLong(word).array();
    }

    private void both(String name, byte[] octets) {
        needles.put(name, octets);
        List<Byte> turned = new ArrayList<>();
        for (byte octet : octets) {
            turned.add(octet);
        }
        Collections.reverse(turned);
        ByteBuffer reversed = ByteBuffer.allocate(octets.length);
        turned.forEach(reversed::put);
        needles.put(name + ", reversed", reversed.array());
    }

    /** The names of the canaries in these octets. */
    Set<String> in(byte[] octets) {
        Set<String> found = new TreeSet<>();
        needles.forEach(
                (name, needle) -> {
                    if (contains(octets, needle)) {
                        found.add(name);
                    }
                });
        return found;
    }

    /** The canaries in every file below a directory, with the file's name. */
    Set<String> below(Path directory) throws IOException {
        Set<String> found = new TreeSet<>();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                in(Files.readAllBytes(file))
                        .forEach(name -> found.add(directory.relativize(file) + ": " + name));
            }
        }
        return found;
    }

    private static boolean contains(byte[] octets, byte[] needle) {
        for (int at = 0; at <= octets.length - needle.length; at++) {
            int same = 0;
            while (same < needle.length && octets[at + same] == needle[same]) {
                same++;
            }
            if (same == needle.length) {
                return true;
            }
        }
        return false;
    }
}
