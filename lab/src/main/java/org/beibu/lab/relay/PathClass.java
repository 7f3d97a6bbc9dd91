package org.beibu.lab.relay;

import java.nio.ByteBuffer;

/**
 * Sixteen paths of different length. A TCP connection keeps to one, chosen by the port of its
 * client; all other frames take the first. Delays are one way and equal in both directions.
 */
public final class PathClass {
    /** The number of paths. */
    public static final int COUNT = 16;

    /** The server's port; the other one is the client's. */
    public static final int SERVER_PORT = 80;

    private static final int[] ONE_WAY_MICROS = {
        250, 500, 1000, 2000, 3000, 4000, 5000, 6000, 8000, 10000, 12500, 15000, 20000, 30000,
        45000, 80000
    };

    private static final int ETHERNET = 14;
    private static final int ETHER_TYPE = 12;
    private static final int IPV4 = 0x0800;
    private static final int IPV6 = 0x86dd;
    private static final int IPV6_HEADER = 40;
    private static final int TCP = 6;

    private PathClass() {}

    /** The one-way delay of a path. */
    public static long oneWayNanos(int path) {
        return ONE_WAY_MICROS[path] * 1000L;
    }

    /** The path of a connection. */
    public static int ofClientPort(int port) {
        return (port * 0x9e3779b1) >>> 20 & COUNT - 1; // 2654435761, Knuth's multiplicative hash
    }

    /** The path of an Ethernet frame that starts at the buffer's index 0. */
    static int ofFrame(ByteBuffer frame, int length) {
        if (length < ETHERNET + IPV6_HEADER) {
            return 0;
        }
        int type = frame.getShort(ETHER_TYPE) & 0xffff;
        if (type == IPV4 && frame.get(ETHERNET + 9) == TCP) {
            return ofTcp(frame, ETHERNET + (frame.get(ETHERNET) & 0xf) * 4, length);
        }
        if (type == IPV6 && frame.get(ETHERNET + 6) == TCP) {
            return ofTcp(frame, ETHERNET + IPV6_HEADER, length);
        }
        return 0;
    }

    private static int ofTcp(ByteBuffer frame, int at, int length) {
        if (length < at + 4) {
            return 0;
        }
        int source = frame.getShort(at) & 0xffff;
        int destination = frame.getShort(at + 2) & 0xffff;
        return ofClientPort(source == SERVER_PORT ? destination : source);
    }
}
