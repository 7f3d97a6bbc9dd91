package org.beibu.runtime.service;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.jna.LastErrorException;
import com.sun.jna.Native;
import java.io.IOException;

/**
 * Datagrams to a Unix socket, which Java 17 cannot send by itself. The address of the C library is
 *
 * <pre>
 *   0     2 octets  sun_family, AF_UNIX, in the machine's order
 *   2   108 octets  sun_path: a path, or a zero octet and an abstract name
 * </pre>
 */
final class NotifySocket {
    private static final int AF_UNIX = 1;
    private static final int SOCK_DGRAM = 2;
    private static final int SOCK_CLOEXEC = 0x80000;
    private static final int MSG_NOSIGNAL = 0x4000;
    private static final int PATH_AT = 2;
    private static final int LONGEST_PATH = 107;

    private final byte[] address;

    /** The calls that are needed, as the C library has them. */
    private static final class Calls {
        static {
            Native.register(Calls.class, "c");
        }

        static native int socket(int domain, int type, int protocol) throws LastErrorException;

        static native long sendto(
                int socket, byte[] octets, long length, int flags, byte[] address, int size)
                throws LastErrorException;

        static native int close(int socket) throws LastErrorException;
    }

    /**
     * The socket that the environment names.
     *
     * @throws IllegalArgumentException when that is no path and no abstract name
     */
    NotifySocket(String name) {
        byte[] path = name.getBytes(UTF_8);
        if (path.length < 2 || path.length > LONGEST_PATH || (path[0] != '/' && path[0] != '@')) {
            throw new IllegalArgumentException("NOTIFY_SOCKET is no socket: '" + name + "'");
        }
        boolean isAbstract = path[0] == '@';
        address = new byte[PATH_AT + path.length + (isAbstract ? 0 : 1)];
        short family = AF_UNIX;
        boolean little = java.nio.ByteOrder.nativeOrder() == java.nio.ByteOrder.LITTLE_ENDIAN;
        address[little ? 0 : 1] = (byte) family;
        System.arraycopy(path, 0, address, PATH_AT, path.length);
        if (isAbstract) {
            address[PATH_AT] = 0;
        }
    }

    /** Sends one datagram. */
    void send(String text) throws IOException {
        byte[] octets = text.getBytes(UTF_8);
        try {
            int socket = Calls.socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
            try {
                Calls.sendto(socket, octets, octets.length, MSG_NOSIGNAL, address, address.length);
            } finally {
                Calls.close(socket);
            }
        } catch (LastErrorException | LinkageError e) {
            throw new IOException("notify socket: " + e.getMessage(), e);
        }
    }
}
