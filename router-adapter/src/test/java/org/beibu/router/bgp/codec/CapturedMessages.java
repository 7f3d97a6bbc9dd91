package org.beibu.router.bgp.codec;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.beibu.router.bgp.message.Octets;

/**
 * BGP messages in pcap and pcapng files, found by their Marker whatever link they were captured on.
 * One that goes on in another packet is left out.
 */
final class CapturedMessages {
    private static final int PCAPNG = 0x0a0d_0d0a;
    private static final int ENHANCED_PACKET = 6;

    private CapturedMessages() {}

    /** All messages of a file, in its order. */
    static List<Octets> of(Path file) throws IOException {
        ByteBuffer octets = ByteBuffer.wrap(Files.readAllBytes(file));
        List<Octets> messages = new ArrayList<>();
        for (Octets frame : octets.getInt(0) == PCAPNG ? pcapng(octets) : pcap(octets)) {
            addMessages(frame, messages);
        }
        return messages;
    }

    private static List<Octets> pcap(ByteBuffer file) {
        boolean little = (file.get(0) & 0xff) != 0xa1;
        file.order(little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        List<Octets> frames = new ArrayList<>();
        int at = 24;
        while (at + 16 <= file.limit()) {
            int length = Math.min(file.getInt(at + 8), file.limit() - at - 16);
            frames.add(octets(file, at + 16, length));
            at += 16 + length;
        }
        return frames;
    }

    private static List<Octets> pcapng(ByteBuffer file) {
        boolean little = (file.get(8) & 0xff) == 0x4d;
        file.order(little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        List<Octets> frames = new ArrayList<>();
        int at = 0;
        while (at + 12 <= file.limit()) {
            if (file.getInt(at) == ENHANCED_PACKET) {
                frames.add(octets(file, at + 28, file.getInt(at + 20)));
            }
            at += file.getInt(at + 4);
        }
        return frames;
    }

    private static Octets octets(ByteBuffer file, int at, int length) {
        byte[] octets = new byte[length];
        file.get(at, octets);
        return Octets.of(octets);
    }

    private static void addMessages(Octets frame, List<Octets> messages) {
        int at = 0;
        while (at + BgpHeader.LENGTH <= frame.size() && !isMarker(frame, at)) {
            at++;
        }
        while (at + BgpHeader.LENGTH <= frame.size() && isMarker(frame, at)) {
            int length = frame.at(at + 16) << 8 | frame.at(at + 17);
            if (length < BgpHeader.LENGTH || at + length > frame.size()) {
                return;
            }
            messages.add(frame.from(at).first(length));
            at += length;
        }
    }

    private static boolean isMarker(Octets frame, int at) {
        for (int i = at; i < at + BgpHeader.MARKER_LENGTH; i++) {
            if (frame.at(i) != 0xff) {
                return false;
            }
        }
        return true;
    }
}
