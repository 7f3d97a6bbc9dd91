package org.beibu.probe.capture;

import static java.nio.ByteOrder.BIG_ENDIAN;
import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PcapFilesTest {
    private static final int MICRO = 0xa1b2c3d4;
    private static final int NANO = 0xa1b23c4d;
    private static final int MODIFIED = 0xa1b2cd34;

    @TempDir private Path folder;
    private Path file;

    @BeforeEach
    void nameTheFile() {
        file = folder.resolve("x.pcap");
    }

    private List<String> read(CaptureBytes content) throws IOException {
        return read(content.bytes());
    }

    private List<String> read(byte[] content) throws IOException {
        Files.write(file, content);
        return PacketLines.of(file);
    }

    private String damage(String what) {
        return file
                + ": "
                + what
                + ": the packets before it were read; copy the file again or trim it with editcap";
    }

    @Test
    void bothByteOrdersAndBothUnitsAreRead() throws IOException {
        for (ByteOrder order : new ByteOrder[] {BIG_ENDIAN, LITTLE_ENDIAN}) {
            assertEquals(
                    List.of("5000006000 60/1500 if 0 link 1", "7000000000 0/0 if 0 link 1"),
                    read(
                            CaptureBytes.pcap(order, MICRO, 1)
                                    .record(5, 6, 60, 1500)
                                    .record(7, 0, 0, 0)));
            assertEquals(
                    List.of("5999999999 60/60 if 0 link 101"),
                    read(CaptureBytes.pcap(order, NANO, 101).record(5, 999_999_999, 60, 60)));
        }
    }

    /** What a file system leaves of a file that was being written when the power went. */
    @Test
    void zerosWhereARecordShouldBeAreDamage() throws IOException {
        for (ByteOrder order : new ByteOrder[] {BIG_ENDIAN, LITTLE_ENDIAN}) {
            assertEquals(
                    List.of(
                            "5000006000 0/0 if 0 link 1",
                            damage("damaged: zeros where a record should be at byte 40")),
                    read(
                            CaptureBytes.pcap(order, MICRO, 1)
                                    .record(5, 6, 0, 0)
                                    .raw(new byte[4096])));
        }
    }

    @Test
    void theModifiedFormatHasEightOctetsMoreInFrontOfAPacket() throws IOException {
        CaptureBytes content = CaptureBytes.pcap(LITTLE_ENDIAN, MODIFIED, 1);
        content.word(5).word(6).word(2).word(60).word(3).half(8).half(0).raw(new byte[2]);
        content.word(6).word(6).word(0).word(60).word(3).half(8).half(0);

        assertEquals(
                List.of("5000006000 2/60 if 0 link 1", "6000006000 0/60 if 0 link 1"),
                read(content));
    }

    @Test
    void oldVersionsHoldTheLengthsInTheOtherOrder() throws IOException {
        for (int minor = 0; minor <= 2; minor++) {
            CaptureBytes content = CaptureBytes.pcap(BIG_ENDIAN, MICRO, 1, 2, minor);
            content.word(1).word(0).word(1500).word(60).raw(new byte[60]);

            assertEquals(List.of("1000000000 60/1500 if 0 link 1"), read(content));
        }
        CaptureBytes dgUx = CaptureBytes.pcap(BIG_ENDIAN, MICRO, 1, 543, 0);
        dgUx.word(1).word(0).word(1500).word(60).raw(new byte[60]);
        assertEquals(List.of("1000000000 60/1500 if 0 link 1"), read(dgUx));
    }

    @Test
    void versionTwoThreeHoldsThemInEitherOrder() throws IOException {
        CaptureBytes content = CaptureBytes.pcap(BIG_ENDIAN, MICRO, 1, 2, 3);
        content.word(1).word(0).word(1500).word(60).raw(new byte[60]);
        content.word(2).word(0).word(60).word(1500).raw(new byte[60]);

        assertEquals(
                List.of("1000000000 60/1500 if 0 link 1", "2000000000 60/1500 if 0 link 1"),
                read(content));
    }

    @Test
    void otherVersionsAreRefused() throws IOException {
        assertEquals(
                List.of(
                        file
                                + ": pcap version 1.4 is not known:"
                                + " convert it with the program that wrote it"),
                read(CaptureBytes.pcap(BIG_ENDIAN, MICRO, 1, 1, 4).record(1, 1, 1, 1)));
    }

    @Test
    void theFrameCheckSequenceIsNoPartOfThePacket() throws IOException {
        int fcsOfFourOctets = 0x2400_0001;

        assertEquals(
                List.of("1000000000 60/60 if 0 link 1", "2000000000 32/1496 if 0 link 1"),
                read(
                        CaptureBytes.pcap(BIG_ENDIAN, MICRO, fcsOfFourOctets)
                                .record(1, 0, 64, 64)
                                .record(2, 0, 32, 1500)));
    }

    @Test
    void reservedBitsOfTheLinkTypeAreRefused() throws IOException {
        assertEquals(
                List.of(
                        file
                                + ": its link type field 00010001 has reserved bits set: it is damaged"
                                + " or of a newer format; write it again with tcpdump"),
                read(CaptureBytes.pcap(BIG_ENDIAN, MICRO, 0x0001_0001)));
    }

    @Test
    void aSubSecondFieldOutOfRangeIsNoTime() throws IOException {
        assertEquals(
                List.of("no time 1/1 if 0 link 1", "1999999000 1/1 if 0 link 1"),
                read(
                        CaptureBytes.pcap(LITTLE_ENDIAN, MICRO, 1)
                                .record(1, 1_000_000, 1, 1)
                                .record(1, 999_999, 1, 1)));
        assertEquals(
                List.of("no time 1/1 if 0 link 1", "no time 1/1 if 0 link 1"),
                read(
                        CaptureBytes.pcap(LITTLE_ENDIAN, NANO, 1)
                                .record(1, 1_000_000_000, 1, 1)
                                .record(1, -1, 1, 1)));
    }

    @Test
    void secondsAreUnsigned() throws IOException {
        assertEquals(
                List.of("4294967295000000000 1/1 if 0 link 1"),
                read(CaptureBytes.pcap(LITTLE_ENDIAN, MICRO, 1).record(-1, 0, 1, 1)));
    }

    @Test
    void anOriginalLengthBeyondAllMeasureIsTheLargest() throws IOException {
        assertEquals(
                List.of("1000000000 1/2147483647 if 0 link 1"),
                read(CaptureBytes.pcap(LITTLE_ENDIAN, MICRO, 1).record(1, 0, 1, -1)));
    }

    @Test
    void aRecordOfImpossibleLengthEndsTheFile() throws IOException {
        CaptureBytes content = CaptureBytes.pcap(BIG_ENDIAN, MICRO, 1).record(1, 0, 10, 10);
        content.word(2).word(0).word(262_145).word(262_145).raw(new byte[262_145]);

        assertEquals(
                List.of(
                        "1000000000 10/10 if 0 link 1",
                        damage("damaged: a record of impossible length 262145 at byte 50")),
                read(content));
    }

    @Test
    void aRecordLongerThanTheSnapLengthIsRead() throws IOException {
        assertEquals(
                List.of("1000000000 262144/262144 if 0 link 1"),
                read(CaptureBytes.pcap(BIG_ENDIAN, MICRO, 1).record(1, 0, 262_144, 262_144)));
    }

    @Test
    void aFileCutAnywhereGivesTheWholeRecordsBefore() throws IOException {
        byte[] whole =
                CaptureBytes.pcap(BIG_ENDIAN, MICRO, 1)
                        .record(1, 0, 10, 10)
                        .record(2, 0, 20, 20)
                        .bytes();
        String first = "1000000000 10/10 if 0 link 1";
        String second = "2000000000 20/20 if 0 link 1";

        assertEquals(List.of(file + ": is empty: name a pcap or pcapng file"), read(new byte[0]));
        for (int length = 1; length < 4; length++) {
            assertEquals(
                    List.of(file + ": is not a capture file: name a pcap or pcapng file"),
                    read(Arrays.copyOf(whole, length)));
        }
        for (int length = 4; length < 24; length++) {
            assertEquals(
                    List.of(damage("cut short inside the file header at byte 0")),
                    read(Arrays.copyOf(whole, length)));
        }
        assertEquals(List.of(), read(Arrays.copyOf(whole, 24)));
        for (int length = 25; length < 50; length++) {
            assertEquals(
                    List.of(damage("cut short inside the record at byte 24")),
                    read(Arrays.copyOf(whole, length)));
        }
        assertEquals(List.of(first), read(Arrays.copyOf(whole, 50)));
        for (int length = 51; length < whole.length; length++) {
            assertEquals(
                    List.of(first, damage("cut short inside the record at byte 50")),
                    read(Arrays.copyOf(whole, length)));
        }
        assertEquals(List.of(first, second), read(whole));
    }
}
