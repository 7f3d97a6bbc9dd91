package org.beibu.lab.relay;

import com.sun.jna.LastErrorException;
import com.sun.jna.Native;

/**
 * Calls of the C library, mapped with primitives only, so that reading a frame allocates nothing.
 */
public final class LinuxCalls {
    /** {@code open(2)}: read and write, do not block, close on exec. */
    static final int O_RDWR_NONBLOCK_CLOEXEC = 0x2 | 0x800 | 0x80000;

    /** {@code open(2)}: read only, close on exec. */
    static final int O_RDONLY_CLOEXEC = 0x80000;

    /** {@code setns(2)}: the descriptor names a network namespace. */
    static final int CLONE_NEWNET = 0x40000000;

    /** {@code poll(2)}: there is something to read. */
    public static final short POLLIN = 1;

    /** {@code prctl(2)}: how late a sleep of this thread may end, in nanoseconds. */
    public static final int PR_SET_TIMERSLACK = 29;

    static {
        Native.register(LinuxCalls.class, "c");
    }

    private LinuxCalls() {}

    static native int open(String path, int flags) throws LastErrorException;

    static native int close(int fd);

    static native int ioctl(int fd, long request, byte[] argument) throws LastErrorException;

    static native int setns(int fd, int type) throws LastErrorException;

    public static native int prctl(int option, long a, long b, long c, long d);

    /** Octets read, or -1: nothing there. */
    static native long read(int fd, long buffer, long size);

    /** Octets written, or -1: the interface is down or full. */
    static native long write(int fd, long buffer, long size);

    /** Waits until a descriptor can be read or the time is up. */
    public static native int ppoll(long pollfds, long count, long timespec, long signalMask);
}
