package org.beibu.probe.capture;

import static java.nio.ByteOrder.BIG_ENDIAN;
import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PcapngFilesTest {
    private static final byte[] PACKET = new byte[61];

    @TempDir private Path folder;
    private Path file;

    @BeforeEach
    void nameTheFile() {
        file = folder.resolve("x.pcapng");
    }

    private List<String> read(byte[] content) throws IOException {
        Files.write(file, content);
        return PacketLines.of(file);
    }

    private static CaptureBytes section(ByteOrder order) {
        return new CaptureBytes(order).section();
    }

    private static CaptureBytes noOptions() {
        return new CaptureBytes(BIG_ENDIAN);
    }

    private static CaptureBytes resolution(int value) {
        return new CaptureBytes(BIG_ENDIAN).option(9, new byte[] {(byte) value}).half(0).half(0);
    }

    private String damage(String what) {
        return file
                + ": "
                + what
                + ": the packets before it were read; copy the file again or trim it with editcap";
    }

    @Test
    void bothByteOrdersAreRead() throws IOException {
        for (ByteOrder order : new ByteOrder[] {BIG_ENDIAN, LITTLE_ENDIAN}) {
            assertEquals(
                    List.of("1700000000123456000 61/1500 if 0 link 1"),
                    read(
                            section(order)
                                    .describe(1, 0, noOptions())
                                    .enhanced(0, 1_700_000_000_123_456L, PACKET, 1500)
                                    .bytes()));
        }
    }

    @Test
    void sectionsMayDifferInByteOrderAndNumberTheirInterfacesAnew() throws IOException {
        byte[] first =
                section(BIG_ENDIAN)
                        .describe(1, 0, noOptions())
                        .describe(101, 0, resolution(9))
                        .enhanced(1, 5, PACKET, 61)
                        .bytes();
        byte[] second =
                section(LITTLE_ENDIAN)
                        .describe(113, 0, noOptions())
                        .enhanced(0, 5, PACKET, 61)
                        .bytes();

        assertEquals(
                List.of("5 61/61 if 1 link 101", "5000 61/61 if 2 link 113"),
                read(Frames.join(first, second)));
    }

    @Test
    void timeScalesOfEachInterfaceCount() throws IOException {
        CaptureBytes offset =
                new CaptureBytes(BIG_ENDIAN)
                        .option(9, new byte[] {3})
                        .option(14, ByteBuffer.allocate(8).putLong(-2).array());

        assertEquals(
                List.of(
                        "1500000000 61/61 if 0 link 1",
                        "1 61/61 if 1 link 1",
                        "3000000000 61/61 if 2 link 1",
                        "no time 61/61 if 3 link 1"),
                read(
                        section(BIG_ENDIAN)
                                .describe(1, 0, resolution(0x80 | 10))
                                .describe(1, 0, resolution(12))
                                .describe(1, 0, offset)
                                .describe(1, 0, resolution(20))
                                .enhanced(0, 1536, PACKET, 61)
                                .enhanced(1, 1999, PACKET, 61)
                                .enhanced(2, 5000, PACKET, 61)
                                .enhanced(3, 5000, PACKET, 61)
                                .bytes()));
    }

    @Test
    void interfacesAreNamedAsTheFileNamesThem() throws Exception {
        CaptureBytes name = new CaptureBytes(BIG_ENDIAN).option(2, "eth0\n".getBytes(UTF_8));
        Files.write(
                file,
                section(BIG_ENDIAN)
                        .describe(1, 0, name)
                        .describe(1, 0, noOptions())
                        .enhanced(0, 1, PACKET, 61)
                        .bytes());

        try (FileCapture capture = new FileCapture(file)) {
            capture.start();
            capture.poll(packet -> {}, 10);

            assertEquals(List.of("eth0?", "interface 1"), capture.interfaceNames());
        }
    }

    @Test
    void aSimplePacketHasNoTimeAndEndsAtTheSnapLength() throws IOException {
        CaptureBytes body = new CaptureBytes(BIG_ENDIAN).word(1500).raw(new byte[64]);

        assertEquals(
                List.of("no time 62/1500 if 0 link 1"),
                read(section(BIG_ENDIAN).describe(1, 62, noOptions()).block(3, body).bytes()));
    }

    @Test
    void anObsoletePacketIsRead() throws IOException {
        CaptureBytes body = new CaptureBytes(LITTLE_ENDIAN).half(0).half(99).word(0).word(7);
        body.word(4).word(90).raw(new byte[4]);

        assertEquals(
                List.of("7000 4/90 if 0 link 1"),
                read(section(LITTLE_ENDIAN).describe(1, 0, noOptions()).block(2, body).bytes()));
    }

    @Test
    void unknownBlocksAreSkipped() throws IOException {
        CaptureBytes unknown = new CaptureBytes(BIG_ENDIAN).raw(new byte[400]);

        assertEquals(
                List.of("1000 61/61 if 0 link 1"),
                read(
                        section(BIG_ENDIAN)
                                .block(0x0bad, unknown)
                                .describe(1, 0, noOptions())
                                .block(5, unknown)
                                .enhanced(0, 1, PACKET, 61)
                                .block(0x8000_0001, unknown)
                                .bytes()));
    }

    @Test
    void damageEndsTheFileWithItsOffset() throws IOException {
        byte[] sound =
                section(BIG_ENDIAN).describe(1, 0, noOptions()).enhanced(0, 1, PACKET, 61).bytes();
        String first = "1000 61/61 if 0 link 1";
        int at = sound.length;
        CaptureBytes oddLength = new CaptureBytes(BIG_ENDIAN).word(6).word(33).word(0).word(0);
        CaptureBytes hugeLength = new CaptureBytes(BIG_ENDIAN).word(6).word(1 << 28).word(0);
        CaptureBytes twoLengths = new CaptureBytes(BIG_ENDIAN).word(5).word(12).word(16);
        CaptureBytes noInterface = new CaptureBytes(BIG_ENDIAN).enhanced(1, 1, PACKET, 61);
        CaptureBytes newer =
                new CaptureBytes(BIG_ENDIAN)
                        .block(
                                0x0a0d0d0a,
                                new CaptureBytes(BIG_ENDIAN)
                                        .word(0x1a2b3c4d)
                                        .half(2)
                                        .half(0)
                                        .word(-1)
                                        .word(-1));

        assertEquals(
                List.of(first, damage("damaged: a block of impossible length 33 at byte " + at)),
                read(Frames.join(sound, oddLength.bytes())));
        assertEquals(
                List.of(
                        first,
                        damage("damaged: a block of impossible length 268435456 at byte " + at)),
                read(Frames.join(sound, hugeLength.bytes())));
        assertEquals(
                List.of(first, damage("damaged: a block whose two lengths differ at byte " + at)),
                read(Frames.join(sound, twoLengths.bytes())));
        assertEquals(
                List.of(
                        first,
                        damage(
                                "damaged: a packet of interface 1 that the file does not describe"
                                        + " at byte "
                                        + at)),
                read(Frames.join(sound, noInterface.bytes())));
        assertEquals(
                List.of(first, damage("damaged: a section of unknown version 2 at byte " + at)),
                read(Frames.join(sound, newer.bytes())));
    }

    @Test
    void aPacketLongerThanItsBlockIsDamage() throws IOException {
        CaptureBytes body = new CaptureBytes(BIG_ENDIAN).word(0).word(0).word(1);
        body.word(5).word(5).raw(new byte[4]);

        assertEquals(
                List.of(damage("damaged: a packet of impossible length 5 at byte 48")),
                read(section(BIG_ENDIAN).describe(1, 0, noOptions()).block(6, body).bytes()));
    }

    @Test
    void optionsLongerThanTheirBlockAreDamage() throws IOException {
        CaptureBytes options = new CaptureBytes(BIG_ENDIAN).half(2).half(100);

        assertEquals(
                List.of(damage("damaged: an impossible interface description at byte 28")),
                read(section(BIG_ENDIAN).describe(1, 0, options).bytes()));
    }

    @Test
    void aFileCutAnywhereGivesTheWholeBlocksBefore() throws IOException {
        byte[] whole =
                section(LITTLE_ENDIAN)
                        .describe(1, 0, noOptions())
                        .enhanced(0, 1, PACKET, 61)
                        .enhanced(0, 2, PACKET, 61)
                        .bytes();
        List<String> all = read(whole);
        assertEquals(2, all.size());

        for (int length = 4; length < whole.length; length++) {
            List<String> lines = read(Arrays.copyOf(whole, length));
            boolean betweenBlocks = length == 28 || length == 48 || length == 48 + 96;

            List<String> packets = lines.subList(0, lines.size() - (betweenBlocks ? 0 : 1));
            assertEquals(all.subList(0, length < 144 ? 0 : 1), packets, "cut at " + length);
            assertTrue(betweenBlocks || lines.get(lines.size() - 1).contains("cut short inside"));
        }
    }

    @Test
    void randomDamageNeverGivesAnythingButALine() throws IOException {
        Random random = new Random(7);
        byte[] sound =
                section(LITTLE_ENDIAN)
                        .describe(1, 0, resolution(9))
                        .enhanced(0, 1, PACKET, 61)
                        .block(3, new CaptureBytes(LITTLE_ENDIAN).word(1500).raw(new byte[64]))
                        .enhanced(0, 2, PACKET, 61)
                        .bytes();

        for (int i = 0; i < 3000; i++) {
            byte[] damaged = sound.clone();
            for (int changes = 1 + random.nextInt(6); changes > 0; changes--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            assertTrue(read(damaged).size() <= 12);
        }
    }
}
