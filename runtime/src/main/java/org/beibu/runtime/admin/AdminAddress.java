package org.beibu.runtime.admin;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.beibu.model.Address;

/**
 * Where an admin endpoint is, as it is written: {@code 127.0.0.1:9600} or {@code [::1]:9600}.
 *
 * @param address numeric, so that nobody is asked
 * @param port 0 for one that the system chooses
 */
public record AdminAddress(Address address, int port) {
    /** The file in the data directory that says where the endpoint of a running probe is. */
    public static final String FILE_NAME = "run/probe-admin";

    private static final int HIGHEST_PORT = 65_535;

    public AdminAddress {
        if (port < 0 || port > HIGHEST_PORT) {
            throw new IllegalArgumentException("a port is 0 to " + HIGHEST_PORT + ": " + port);
        }
    }

    /**
     * The address of a text.
     *
     * @throws IllegalArgumentException when it is not one
     */
    public static AdminAddress parse(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 1) {
            throw new IllegalArgumentException("not an address with a port: '" + text + "'");
        }
        String host = text.substring(0, colon);
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        try {
            return new AdminAddress(
                    Address.parse(bracketed ? host.substring(1, host.length() - 1) : host),
                    Integer.parseInt(text.substring(colon + 1)));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("not an address with a port: '" + text + "'", e);
        }
    }

    InetSocketAddress socketAddress() throws IOException {
        return new InetSocketAddress(InetAddress.getByName(address.toString()), port);
    }

    /** The same with the port that was chosen. */
    AdminAddress at(int chosen) {
        return new AdminAddress(address, chosen);
    }

    /** Says in this file where the endpoint is; a reader sees all of it or nothing. */
    void writeTo(Path file) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        if (directory != null) {
            Files.createDirectories(directory);
        }
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(draft, this + "\n");
        Files.move(
                draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** What this file says; empty when there is none. A daemon that was killed leaves its own. */
    public static Optional<AdminAddress> read(Path file) {
        try {
            return Optional.of(parse(Files.readString(file).trim()));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return (address.isIpv4() ? address + ":" : "[" + address + "]:") + port;
    }
}
