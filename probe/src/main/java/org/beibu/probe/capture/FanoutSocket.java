package org.beibu.probe.capture;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import java.util.ArrayList;
import java.util.List;

/**
 * Lets the socket of a capture handle join a group (packet(7), PACKET_FANOUT), and gives the group
 * the classic BPF program that chooses the member.
 *
 * <pre>
 *   IPv4   source ^ destination                        times 2^32/golden ratio, upper half,
 *   IPv6   all words of source ^ all of destination    modulo the number of members by the kernel
 *   other  member 0
 * </pre>
 *
 * <p>Exclusive or does not care which end is the source. The kernel's own hash would do for plain
 * flows, but it takes the ports of a VXLAN or GTP-U tunnel, which differ by direction.
 */
final class FanoutSocket {
    private static final int SOL_PACKET = 263;
    private static final int PACKET_FANOUT = 18;
    private static final int PACKET_FANOUT_DATA = 22;
    private static final int FANOUT_BY_PROGRAM = 6;

    private static final int PROTOCOL = 0xffff_f000; // SKF_AD_OFF + SKF_AD_PROTOCOL
    private static final int NETWORK_HEADER = 0xfff0_0000; // SKF_NET_OFF
    private static final int LOAD_HALF = 0x28;
    private static final int LOAD_WORD = 0x20;
    private static final int TO_X = 0x07;
    private static final int XOR_X = 0xac;
    private static final int MULTIPLY = 0x24;
    private static final int SHIFT_RIGHT = 0x74;
    private static final int JUMP = 0x05;
    private static final int JUMP_IF_EQUAL = 0x15;
    private static final int RETURN = 0x06;
    private static final int RETURN_A = 0x16;
    private static final int INSTRUCTION_LENGTH = 8;

    /** Where the program goes on for IPv6, and where both versions meet. */
    private static final int IPV6_AT = 9;

    private static final int MIX_AT = 31;

    static {
        Native.register(FanoutSocket.class, NativeLibrary.getInstance(Platform.C_LIBRARY_NAME));
    }

    private FanoutSocket() {}

    private static native int setsockopt(int socket, int level, int name, long value, int length);

    /** Joins the group; the first member brings the program. False when the kernel refuses. */
    static boolean join(int socket, Fanout fanout) {
        try (Memory option = new Memory(4)) {
            option.setInt(0, FANOUT_BY_PROGRAM << 16 | fanout.group());
            if (set(socket, PACKET_FANOUT, option, 4) != 0) {
                return false;
            }
        }
        return setProgram(socket);
    }

    private static boolean setProgram(int socket) {
        int[][] program = program();
        try (Memory code = new Memory((long) program.length * INSTRUCTION_LENGTH);
                Memory header = new Memory(16)) {
            for (int i = 0; i < program.length; i++) {
                long at = (long) i * INSTRUCTION_LENGTH;
                code.setShort(at, (short) program[i][0]);
                code.setByte(at + 2, (byte) program[i][1]);
                code.setByte(at + 3, (byte) program[i][2]);
                code.setInt(at + 4, program[i][3]);
            }
            header.clear();
            header.setShort(0, (short) program.length);
            header.setLong(8, Pointer.nativeValue(code));
            return set(socket, PACKET_FANOUT_DATA, header, 16) == 0;
        }
    }

    private static int set(int socket, int name, Memory value, int length) {
        return setsockopt(socket, SOL_PACKET, name, Pointer.nativeValue(value), length);
    }

    /** Operation, jump if true, jump if false, operand. */
    private static int[][] program() {
        List<int[]> code = new ArrayList<>();
        code.add(new int[] {LOAD_HALF, 0, 0, PROTOCOL});
        code.add(new int[] {JUMP_IF_EQUAL, IPV6_AT - 2, 0, EtherType.IPV6});
        code.add(new int[] {JUMP_IF_EQUAL, 1, 0, EtherType.IPV4});
        code.add(new int[] {RETURN, 0, 0, 0});
        exclusiveOr(code, 12, 2);
        code.add(new int[] {JUMP, 0, 0, MIX_AT - IPV6_AT});
        exclusiveOr(code, 8, 8);
        code.add(new int[] {MULTIPLY, 0, 0, 0x9e37_79b1});
        code.add(new int[] {SHIFT_RIGHT, 0, 0, 16});
        code.add(new int[] {RETURN_A, 0, 0, 0});
        return code.toArray(int[][]::new);
    }

    /** Leaves the exclusive or of so many words of the network header in the accumulator. */
    private static void exclusiveOr(List<int[]> code, int at, int words) {
        code.add(new int[] {LOAD_WORD, 0, 0, NETWORK_HEADER + at});
        for (int word = 1; word < words; word++) {
            code.add(new int[] {TO_X, 0, 0, 0});
            code.add(new int[] {LOAD_WORD, 0, 0, NETWORK_HEADER + at + 4 * word});
            code.add(new int[] {XOR_X, 0, 0, 0});
        }
    }
}
