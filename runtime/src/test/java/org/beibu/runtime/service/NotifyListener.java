package org.beibu.runtime.service;

import com.sun.jna.LastErrorException;
import com.sun.jna.Native;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** The service manager's end of the socket, for tests: what a daemon tells it, in order. */
final class NotifyListener implements AutoCloseable {
    private static final int AF_UNIX = 1;
    private static final int SOCK_DGRAM = 2;
    private static final int SOL_SOCKET = 1;
    private static final int SO_RCVTIMEO = 20;

    private final int socket;
    private final List<String> heard = new ArrayList<>();

    static final class Calls {
        static {
            Native.register(Calls.class, "c");
        }

        static native int socket(int domain, int type, int protocol) throws LastErrorException;

        static native int bind(int socket, byte[] address, int length) throws LastErrorException;

        static native int setsockopt(int socket, int level, int name, byte[] value, int length)
                throws LastErrorException;

        static native long recv(int socket, byte[] octets, long length, int flags)
                throws LastErrorException;

        static native int close(int socket) throws LastErrorException;
    }

    /** Listens at a path, or at an abstract name that begins with {@code @}. */
    NotifyListener(String name) {
        byte[] path = name.getBytes(StandardCharsets.UTF_8);
        ByteBuffer address = ByteBuffer.allocate(2 + path.length + (path[0] == '@' ? 0 : 1));
        address.order(ByteOrder.nativeOrder()).putShort((short) AF_UNIX).put(path);
        if (path[0] == '@') {
            address.put(2, (byte) 0);
        }
        socket = Calls.socket(AF_UNIX, SOCK_DGRAM, 0);
        Calls.bind(socket, address.array(), address.capacity());
        ByteBuffer tenSeconds = ByteBuffer.allocate(16).order(ByteOrder.nativeOrder());
        tenSeconds.putLong(0, 10);
        Calls.setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, tenSeconds.array(), 16);
    }

    /** The next datagram that is so; everything before it is kept in {@link #heard}. */
    String await(Predicate<String> wanted) {
        byte[] octets = new byte[4096];
        while (true) {
            int length;
            try {
                length = (int) Calls.recv(socket, octets, octets.length, 0);
            } catch (LastErrorException e) {
                throw new UncheckedIOException(
                        new java.io.IOException("nothing more after " + heard, e));
            }
            String text = new String(octets, 0, length, StandardCharsets.UTF_8);
            heard.add(text);
            if (wanted.test(text)) {
                return text;
            }
        }
    }

    List<String> heard() {
        return heard;
    }

    @Override
    public void close() {
        Calls.close(socket);
    }
}
