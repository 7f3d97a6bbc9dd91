package org.beibu.probe.capture;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.beibu.runtime.counters.Counters;

/** Fuzz target: a whole capture file, pcap or pcapng. Damage ends it with one line, no more. */
public final class CaptureFileFuzz {
    private static final int WINDOW = 4096;
    private static final PacketDecoder DECODER = new PacketDecoder(new Counters());

    private CaptureFileFuzz() {}

    /** One input; throws when a promise of the readers is broken. */
    public static void fuzzerTestOneInput(byte[] data) throws IOException {
        StreamOctets octets = new StreamOctets(new ByteArrayInputStream(data));
        OctetWindow window = new OctetWindow(octets, ByteBuffer.allocate(WINDOW));
        CapturedPacket packet = new CapturedPacket();
        DecodedPacket decoded = new DecodedPacket();
        int packets = 0;
        try {
            RecordReader reader = CaptureFormat.open(window, new FileDamage("fuzzed"));
            while (reader.next(window, packet) == RecordReader.Found.PACKET) {
                packets++;
                check(packet.capturedLength() >= 0, "captured length");
                check(packet.interfaceIndex() >= 0, "interface");
                int end = packet.offset() + packet.capturedLength();
                check(end <= packet.buffer().capacity(), "the packet is in the buffer");
                DECODER.decode(packet, decoded);
            }
        } catch (CaptureException e) {
            String line = String.valueOf(e.getMessage());
            check(line.startsWith("fuzzed: ") && line.indexOf('\n') < 0, "one line: " + line);
        }
        check(packets <= data.length, "as many packets as the file has room for");
        check(window.position() <= data.length, "no octet behind the end");
    }

    private static void check(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }
}
