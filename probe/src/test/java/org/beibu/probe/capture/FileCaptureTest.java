package org.beibu.probe.capture;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileCaptureTest {
    private static final int MICRO = 0xa1b2c3d4;

    @TempDir private Path folder;

    private static byte[] records(int count, int length) {
        CaptureBytes bytes = CaptureBytes.pcap(LITTLE_ENDIAN, MICRO, 1);
        for (int i = 0; i < count; i++) {
            bytes.record(i, 0, length, length);
        }
        return bytes.bytes();
    }

    private static String errorOf(Path file) {
        FileCapture capture = new FileCapture(file);
        String message = assertThrows(CaptureException.class, capture::start).getMessage();
        return message.replace(file.toString(), "FILE");
    }

    @Test
    void whatCannotBeReadIsSaidInOneLine() throws IOException {
        Path text = Files.writeString(folder.resolve("a.pcap"), "time\tmethod\trtt\n");
        Path zstd = Files.write(folder.resolve("b.pcap"), Frames.hex("28b52ffd0000"));
        Path snoop = Files.writeString(folder.resolve("c.pcap"), "snoop\0\0\0");

        assertEquals("FILE: no such file: check the path", errorOf(folder.resolve("absent.pcap")));
        assertEquals("FILE: is a directory: name a capture file in it", errorOf(folder));
        assertEquals("FILE: is not a capture file: name a pcap or pcapng file", errorOf(text));
        assertEquals("FILE: is packed with zstd: unpack it first", errorOf(zstd));
        assertEquals("FILE: is a snoop capture: convert it with editcap -F pcapng", errorOf(snoop));
    }

    @Test
    void aNameWithControlCharactersStaysOnOneLine() {
        Path file = folder.resolve("a\nb.pcap");
        FileCapture capture = new FileCapture(file);

        String message = assertThrows(CaptureException.class, capture::start).getMessage();

        assertTrue(message.contains("a?b.pcap: no such file"), message);
    }

    @Test
    void pollHandsOverNoMoreThanAskedAndEndsWithEnd() throws Exception {
        Path file = Files.write(folder.resolve("x"), records(5, 60));
        try (FileCapture capture = new FileCapture(file)) {
            capture.start();

            assertEquals(2, capture.poll(packet -> {}, 2));
            assertEquals(2, capture.poll(packet -> {}, 2));
            assertEquals(1, capture.poll(packet -> {}, 2));
            assertEquals(PacketSource.END, capture.poll(packet -> {}, 2));
            assertEquals(PacketSource.END, capture.poll(packet -> {}, 2));
            assertEquals(new CaptureStatistics(5, 0, 0), capture.statistics());
            assertEquals(List.of(file.toString()), capture.interfaceNames());
            assertEquals(capture.octetsTotal(), capture.octetsRead());
        }
    }

    @Test
    void pollBeforeStartIsAMistake() {
        FileCapture capture = new FileCapture(folder.resolve("x"));

        assertThrows(IllegalStateException.class, () -> capture.poll(packet -> {}, 1));
    }

    @Test
    void damageIsReportedAfterThePacketsBeforeItAndAgainOnEachPoll() throws Exception {
        byte[] whole = records(3, 60);
        Path file = Files.write(folder.resolve("x"), Arrays.copyOf(whole, whole.length - 1));
        try (FileCapture capture = new FileCapture(file)) {
            capture.start();

            assertEquals(2, capture.poll(packet -> {}, 100));
            assertThrows(CaptureException.class, () -> capture.poll(packet -> {}, 100));
            assertThrows(CaptureException.class, () -> capture.poll(packet -> {}, 100));
        }
    }

    @Test
    void packedFilesAreReadAsIfTheyWereNot() throws IOException {
        Path plain = Files.write(folder.resolve("plain"), records(5000, 700));
        Path packed = folder.resolve("packed");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            Files.copy(plain, out);
        }

        assertEquals(PacketLines.of(plain), PacketLines.of(packed));
        assertEquals(5000, PacketLines.of(packed).size());
    }

    @Test
    void aDamagedPackedFileGivesThePacketsBeforeTheDamage() throws IOException {
        Path plain = Files.write(folder.resolve("plain"), records(50_000, 100));
        Path packed = folder.resolve("packed");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            Files.copy(plain, out);
        }
        byte[] octets = Files.readAllBytes(packed);
        Arrays.fill(octets, octets.length / 2, octets.length / 2 + 20, (byte) 0xff);
        Files.write(packed, octets);

        List<String> lines = PacketLines.of(packed);

        assertTrue(lines.size() > 1000, "packets before the damage");
        String last = lines.get(lines.size() - 1); // the damage shows in the packing or in a record
        assertTrue(last.contains("the packets before it were read"), last);
    }

    @Test
    void aFileLargerThanTheWindowIsReadAcrossIt() throws Exception {
        byte[] content = records(400, 777);
        Path file = Files.write(folder.resolve("x"), content);
        List<String> expected = PacketLines.of(file);
        for (int window : new int[] {4096, 8192 + 13, 1000}) {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
                    OctetWindow octets =
                            new OctetWindow(
                                    new FileOctets(channel), ByteBuffer.allocateDirect(window))) {
                FileDamage damage = new FileDamage(file.toString());
                RecordReader reader = CaptureFormat.open(octets, damage);
                CapturedPacket packet = new CapturedPacket();
                List<Long> times = new ArrayList<>();
                while (reader.next(octets, packet) == RecordReader.Found.PACKET) {
                    times.add(packet.epochNanos());
                }

                assertEquals(expected.size(), times.size());
                assertEquals(399_000_000_000L, times.get(399));
            }
        }
    }

    @Test
    void aFileThatShrinksWhileItIsReadEndsWithALine() throws Exception {
        Path file = Files.write(folder.resolve("x"), records(20_000, 500));
        try (FileCapture capture = new FileCapture(file)) {
            capture.start();
            assertEquals(10, capture.poll(packet -> packet.buffer().get(packet.offset()), 10));
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.truncate(4096);
            }

            CaptureException e =
                    assertThrows(
                            CaptureException.class,
                            () -> {
                                while (capture.poll(packet -> {}, 1000) != PacketSource.END) {}
                            });

            assertTrue(e.getMessage().contains("became shorter while it was read"), e.getMessage());
        }
    }

    @Test
    void aFileThatGrowsIsReadUpToTheSizeSeenAtTheStart() throws Exception {
        Path file = Files.write(folder.resolve("x"), records(3, 60));
        try (FileCapture capture = new FileCapture(file)) {
            capture.start();
            Files.write(file, new byte[5], StandardOpenOption.APPEND);

            assertEquals(3, capture.poll(packet -> {}, 100));
            assertEquals(PacketSource.END, capture.poll(packet -> {}, 100));
        }
    }

    @Test
    void aPipeIsReadAsItsPacketsArrive() throws Exception {
        Path pipe = folder.resolve("pipe");
        assumeTrue(
                new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0, "no mkfifo");
        byte[] content = records(3, 60);
        CompletableFuture<Void> firstRead = new CompletableFuture<>();
        CompletableFuture<Void> writer =
                CompletableFuture.runAsync(
                        () -> {
                            try (OutputStream out = Files.newOutputStream(pipe)) {
                                out.write(content, 0, 24 + 76 + 40);
                                out.flush();
                                firstRead.join();
                                out.write(content, 24 + 76 + 40, content.length - 24 - 76 - 40);
                            } catch (IOException e) {
                                throw new UncheckedIOException(e);
                            }
                        });
        try (FileCapture capture = new FileCapture(pipe)) {
            capture.start();

            assertEquals(1, capture.poll(packet -> {}, 100)); // does not wait for the second
            firstRead.complete(null);
            int more = 0;
            for (int n = 0; n != PacketSource.END; n = capture.poll(packet -> {}, 100)) {
                more += n;
            }
            assertEquals(2, more);
            assertEquals(-1, capture.octetsTotal());
        }
        writer.join();
    }
}
