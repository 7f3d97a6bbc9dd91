package org.beibu.probe.capture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.beibu.runtime.counters.Counters;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Packets that a matcher may have to bring together come to one shard. */
class FlowDividerTest {
    private static final int SHARDS = 1 << 20;

    private final FlowDivider divider = new FlowDivider(SHARDS);
    private final PacketDecoder decoder = new PacketDecoder(new Counters());
    private final DecodedPacket decoded = new DecodedPacket();

    /** The shard of each pair of ends, whoever of them was first. */
    private final Map<List<Object>, Integer> shards = new HashMap<>();

    private int timed;

    private void check(CapturedPacket packet) {
        int shard = divider.shard(packet);
        assertTrue(shard >= 0 && shard < SHARDS);
        boolean addressed = decoder.decode(packet, decoded);
        if (addressed && decoded.transport() != DecodedPacket.NONE) {
            timed++;
            assertEquals(shards.computeIfAbsent(ends(), key -> shard), shard, "ends " + ends());
            checkOctetsOfInterest(packet);
        }
    }

    private List<Object> ends() {
        List<Long> source =
                List.of(decoded.sourceHigh(), decoded.sourceLow(), (long) decoded.sourcePort());
        List<Long> destination =
                List.of(
                        decoded.destinationHigh(),
                        decoded.destinationLow(),
                        (long) decoded.destinationPort());
        boolean inOrder = source.toString().compareTo(destination.toString()) <= 0;
        return inOrder ? List.of(source, destination) : List.of(destination, source);
    }

    /** What is not of interest may be anything: nothing that is decoded changes. */
    private void checkOctetsOfInterest(CapturedPacket packet) {
        int kept = divider.octetsOfInterest();
        byte[] octets = new byte[packet.capturedLength()];
        packet.buffer().get(packet.offset(), octets);
        java.util.Arrays.fill(octets, kept, octets.length, (byte) 0x5a);
        DecodedPacket again = new DecodedPacket();
        CapturedPacket copy =
                new CapturedPacket().onInterface(packet.interfaceIndex(), packet.linkType());
        copy.wrap(
                ByteBuffer.wrap(octets),
                0,
                octets.length,
                packet.originalLength(),
                packet.epochNanos());
        assertTrue(decoder.decode(copy, again));
        assertArrayEquals(fields(decoded), fields(again));
    }

    private static long[] fields(DecodedPacket packet) {
        boolean segment = packet.transport() == DecodedPacket.TCP;
        return new long[] {
            packet.transport(),
            packet.sourceLow(),
            packet.destinationLow(),
            packet.sourcePort(),
            packet.destinationPort(),
            packet.payloadLength(),
            packet.tagHash(),
            packet.ipv4Identification(),
            segment ? packet.sequenceNumber() : 0,
            segment ? packet.acknowledgmentNumber() : 0,
            segment ? packet.flags() : 0,
            segment && packet.hasTimestamps() ? packet.tsval() : 0,
            segment ? packet.sackHash() : 0
        };
    }

    @Test
    void bothDirectionsAndAllWrappingsOfAFlowShareAShard() {
        RandomCapture capture = new RandomCapture(7, 20_000);
        int handed = 0;
        while (handed != PacketSource.END) {
            handed = capture.poll(this::check, 1000);
        }

        assertTrue(timed > 15_000, "timed: " + timed);
        assertTrue(shards.size() > 300, "pairs of ends: " + shards.size());
    }

    @Test
    void everyEncapsulationIsOpened() {
        CapturedPacket packet = new CapturedPacket().onInterface(0, LinkType.ETHERNET);
        Tunnels.frames()
                .forEach(
                        (name, frame) ->
                                check(
                                        packet.wrap(
                                                ByteBuffer.wrap(frame),
                                                0,
                                                frame.length,
                                                frame.length,
                                                1)));

        assertEquals(Tunnels.frames().size(), timed);
        assertEquals(1, shards.size(), "the same ends are in all of them");
    }

    @Test
    void flowsAreSpreadEvenly() {
        FlowDivider few = new FlowDivider(4);
        int[] load = new int[4];
        CapturedPacket packet = new CapturedPacket().onInterface(0, LinkType.ETHERNET);
        for (int port = 1024; port < 5120; port++) {
            byte[] frame = Tunnels.inIpv4(6, Frames.tcp(DecodedPacket.ACK, new byte[0]));
            ByteBuffer.wrap(frame).putShort(34, (short) port);
            load[few.shard(packet.wrap(ByteBuffer.wrap(frame), 0, frame.length, 54, 1))]++;
        }

        for (int flows : load) {
            assertTrue(flows > 900 && flows < 1150, java.util.Arrays.toString(load));
        }
    }

    @Tag("scenario")
    @Test
    void theSameHoldsForRealCaptures() throws IOException {
        try (Stream<Path> files = Files.list(SharedCaptures.orSkip().folder())) {
            for (Path file : files.filter(f -> f.toString().contains(".pcap")).sorted().toList()) {
                shards.clear();
                check(file);
            }
        }
        assertTrue(timed > 100_000, "timed: " + timed);
    }

    private void check(Path file) throws IOException {
        try (FileCapture capture = new FileCapture(file)) {
            capture.start();
            int handed = 0;
            while (handed != PacketSource.END) {
                handed = capture.poll(this::check, 1000);
            }
        } catch (CaptureException e) {
            System.out.println(e.getMessage());
        }
    }
}
