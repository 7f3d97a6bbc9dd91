package org.beibu.lab.truth;

import java.util.ArrayList;
import java.util.List;

/**
 * Both recordings of one connection, written packet by packet in microseconds. The client is
 * 192.0.2.1:40000, the server 192.0.2.10:80.
 */
final class Wire {
    static final Host CLIENT = new Host("192.0.2.1", 40_000);
    static final Host SERVER = new Host("192.0.2.10", 80);
    static final int ACK = 0x10;
    static final int PSH = 0x08;
    static final int SYN = 0x02;
    static final int FIN = 0x01;

    final List<WirePacket> atClient = new ArrayList<>();
    final List<WirePacket> atServer = new ArrayList<>();

    /** A segment of the server that reaches the client. */
    Wire segment(long sentMicros, long receivedMicros, WirePacket.Content content) {
        lostSegment(sentMicros, content);
        atClient.add(new WirePacket(receivedMicros * 1000, content));
        return this;
    }

    /** A segment of the server that is lost behind the server's recording. */
    Wire lostSegment(long sentMicros, WirePacket.Content content) {
        atServer.add(new WirePacket(sentMicros * 1000, content));
        return this;
    }

    /** A packet of the client that reaches the server. */
    Wire answer(long sentMicros, long receivedMicros, WirePacket.Content content) {
        atClient.add(new WirePacket(sentMicros * 1000, content));
        atServer.add(new WirePacket(receivedMicros * 1000, content));
        return this;
    }

    /** The truth when nothing is known of the delays. */
    WireTruth truth() {
        return new WireTruth(atClient, atServer, port -> 0);
    }

    static WirePacket.Content data(int sequence, int length, int id, String options) {
        return new WirePacket.Content(SERVER, CLIENT, sequence, 500, ACK, 100, length, id, options);
    }

    static WirePacket.Content ack(int number, String options) {
        return new WirePacket.Content(CLIENT, SERVER, 500, number, ACK, 100, 0, 7, options);
    }

    /** The timestamps option. */
    static String stamps(int tsval, int tsecr) {
        return "\1\1\10\12" + number(tsval) + number(tsecr);
    }

    /** A SACK option of one block. */
    static String sack(int left, int right) {
        return "\1\1\5\12" + number(left) + number(right);
    }

    private static String number(int value) {
        return ""
                + (char) (value >>> 24)
                + (char) (value >>> 16 & 0xff)
                + (char) (value >>> 8 & 0xff)
                + (char) (value & 0xff);
    }

    static Sample sample(long atMicros, String method, long rttMicros) {
        return new Sample(atMicros * 1000, method, rttMicros * 1000, CLIENT, SERVER, "clean");
    }
}
