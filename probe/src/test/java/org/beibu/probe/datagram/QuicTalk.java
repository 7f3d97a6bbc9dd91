package org.beibu.probe.datagram;

import static org.beibu.probe.datagram.Talk.hex;
import static org.beibu.probe.datagram.Talk.join;

import java.nio.ByteBuffer;
import java.util.List;
import org.beibu.model.Method;

/** A scripted QUIC connection on top of a {@link Talk}. */
final class QuicTalk {
    static final String FIRST_ID = "1122334455667788";
    static final String CLIENT_ID = "c1c2c3c4";
    static final String SERVER_ID = "5152535455565758";

    final Talk talk;
    private String toServer = SERVER_ID;
    private String toClient = CLIENT_ID;

    QuicTalk() {
        this(new Talk());
    }

    QuicTalk(Talk talk) {
        this.talk = talk.port(443);
    }

    /** A long header of version 1 up to and with its length, and so much payload. */
    static byte[] longHeader(int first, int version, String to, String from, int payload) {
        boolean initial = (first & 0x30) == (version == 0x6b3343cf ? 0x10 : 0);
        byte[] length = {(byte) (0x40 | payload >>> 8), (byte) payload};
        return join(
                new byte[] {(byte) first},
                ByteBuffer.allocate(4).putInt(version).array(),
                new byte[] {(byte) (to.length() / 2)},
                hex(to),
                new byte[] {(byte) (from.length() / 2)},
                hex(from),
                initial ? new byte[] {0} : new byte[0],
                length,
                filled(payload));
    }

    static byte[] filled(int octets) {
        byte[] filled = new byte[octets];
        java.util.Arrays.fill(filled, (byte) 0xaa);
        return filled;
    }

    static byte[] clientInitial(int version) {
        return longHeader(version == 0x6b3343cf ? 0xd0 : 0xc0, version, FIRST_ID, CLIENT_ID, 1200);
    }

    static byte[] serverInitial(int version) {
        return longHeader(version == 0x6b3343cf ? 0xd0 : 0xc0, version, CLIENT_ID, SERVER_ID, 1200);
    }

    /** The handshake, far delay 20 ms, from this time on. */
    QuicTalk handshake(double millis) {
        talk.client(millis, clientInitial(1)).server(millis + 20, serverInitial(1));
        return this;
    }

    QuicTalk client(double millis, int spin) {
        talk.client(millis, shortHeader(toServer, spin));
        return this;
    }

    QuicTalk server(double millis, int spin) {
        talk.server(millis, shortHeader(toClient, spin));
        return this;
    }

    /** The client calls the server by another connection id from here on. */
    QuicTalk renameServer(String id) {
        toServer = id;
        return this;
    }

    static byte[] shortHeader(String id, int spin) {
        return join(new byte[] {(byte) (0x41 | spin << 5)}, hex(id), filled(30));
    }

    /**
     * Spins so many times round, the first client's edge at this time: far 20 ms, near 5 ms, a
     * packet behind each edge.
     */
    QuicTalk spin(double millis, int edges) {
        client(millis - 2, 0).server(millis - 1, 0);
        for (int i = 0; i < edges; i++) {
            double at = millis + 25 * (i / 2);
            int value = 1 - i / 2 % 2;
            if (i % 2 == 0) {
                client(at, value).client(at + 1, value);
            } else {
                server(at + 20, value).server(at + 21, value);
            }
        }
        return this;
    }

    QuicTalk end() {
        talk.end();
        return this;
    }

    List<Talk.Seen> spins() {
        return talk.seen.stream().filter(s -> s.method() == Method.QUIC_SPIN).toList();
    }

    List<Talk.Seen> handshakes() {
        return talk.seen.stream().filter(s -> s.method() == Method.QUIC_HANDSHAKE).toList();
    }
}
