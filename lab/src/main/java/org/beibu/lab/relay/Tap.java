package org.beibu.lab.relay;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.sun.jna.LastErrorException;
import java.io.IOException;

/**
 * A TAP interface in a network namespace. It lives until the descriptor is closed or the process
 * ends. Offloads are off: without the virtio header the kernel hands over frames of at most the
 * MTU.
 */
public final class Tap implements AutoCloseable {
    private static final String DEVICE = "/dev/net/tun";
    private static final long TUNSETIFF = 0x400454caL;
    private static final int IFF_TAP = 0x0002;
    private static final int IFF_NO_PI = 0x1000;
    private static final int NAME_SIZE = 16;
    private static final int REQUEST_SIZE = 40; // struct ifreq: the name, a union of 24 octets

    private final int fd;

    private Tap(int fd) {
        this.fd = fd;
    }

    /** Makes the interface. */
    public static Tap make(String namespace, String name) throws IOException {
        try {
            return new Tap(NetworkNamespace.call(namespace, () -> openDevice(name)));
        } catch (LastErrorException e) {
            throw new IOException("no TAP " + name + " in " + namespace + ": " + e.getMessage(), e);
        }
    }

    private static int openDevice(String name) {
        int fd = LinuxCalls.open(DEVICE, LinuxCalls.O_RDWR_NONBLOCK_CLOEXEC);
        byte[] request = new byte[REQUEST_SIZE];
        byte[] octets = name.getBytes(US_ASCII);
        System.arraycopy(octets, 0, request, 0, octets.length);
        int flags = IFF_TAP | IFF_NO_PI;
        request[NAME_SIZE] = (byte) flags; // a short in the order of the machine: little-endian
        request[NAME_SIZE + 1] = (byte) (flags >> Byte.SIZE);
        try {
            LinuxCalls.ioctl(fd, TUNSETIFF, request);
        } catch (LastErrorException e) {
            LinuxCalls.close(fd);
            throw e;
        }
        return fd;
    }

    public int fd() {
        return fd;
    }

    /** Reads one frame to that address; its length, or -1 when there is none. */
    public int read(long address, int size) {
        return (int) LinuxCalls.read(fd, address, size);
    }

    /** Writes one frame; false when the kernel did not take it. */
    public boolean write(long address, int length) {
        return LinuxCalls.write(fd, address, length) == length;
    }

    @Override
    public void close() {
        LinuxCalls.close(fd);
    }
}
