package org.beibu.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import picocli.CommandLine;

@ResourceLock(Resources.SYSTEM_OUT)
class RttCommandTest {
    private static final String HEADER =
            "time\tmethod\trtt_ns\thost\thost_port\tpeer\tpeer_port\tclass\n";
    private static final String LINES =
            """
            1700000000.040000000\thandshake\t40000000\t198.51.100.7\t443\t192.0.2.1\t40000\tclean
            1700000000.042000000\thandshake\t2000000\t192.0.2.1\t40000\t198.51.100.7\t443\tclean
            """;

    @TempDir private Path folder = Path.of("");

    private String out = "";
    private String err = "";

    private int rtt(OutputStream to, String... arguments) {
        FailureReport report = new FailureReport(false);
        StringWriter talk = new StringWriter();
        CommandLine command = Beibu.commandLine(report).setErr(new PrintWriter(talk, true));
        requireNonNull(command.getSubcommands().get("rtt")).setErr(new PrintWriter(talk, true));
        PrintStream before = System.out;
        System.setOut(new PrintStream(new StandardOutput(to), false, UTF_8));
        String[] all = new String[arguments.length + 1];
        all[0] = "rtt";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        try {
            int code = command.execute(all);
            System.out.flush();
            return code;
        } finally {
            System.setOut(before);
            err = talk.toString();
        }
    }

    private int rtt(String... arguments) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int code = rtt(bytes, arguments);
        out = bytes.toString(UTF_8);
        return code;
    }

    /** A nanosecond pcap file of raw IPv4 with one handshake. */
    private static byte[] handshake() {
        ByteBuffer file = ByteBuffer.allocate(24 + 3 * 56);
        file.putInt(0xa1b23c4d).putInt(0x00020004).putLong(0).putInt(65535).putInt(101);
        packet(file, 0, true, 0x02, 1000, 0);
        packet(file, 40, false, 0x12, 9000, 1001);
        packet(file, 42, true, 0x10, 1001, 9001);
        return file.array();
    }

    private static void packet(
            ByteBuffer file, int millis, boolean out, int flags, int seq, int ack) {
        int client = 0xc0000201;
        int server = 0xc6336407;
        file.putInt(1_700_000_000).putInt(millis * 1_000_000).putInt(40).putInt(40);
        file.putInt(0x45000028).putInt(seq << 16).putInt(0x40060000);
        file.putInt(out ? client : server).putInt(out ? server : client);
        file.putShort((short) (out ? 40000 : 443)).putShort((short) (out ? 443 : 40000));
        file.putInt(seq).putInt(ack).putInt(0x50000000 | flags << 16 | 500).putInt(0);
    }

    private String file(String name, byte[] octets) throws IOException {
        return Files.write(folder.resolve(name), octets).toString();
    }

    @Test
    void timingsOfAFileArePrintedAndNothingElse() throws IOException {
        assertEquals(ExitCode.OK, rtt(file("a.pcap", handshake())));

        assertEquals(HEADER + LINES, out);
        assertEquals("", err);
    }

    @Test
    void severalFilesComeUnderOneHeader() throws IOException {
        String file = file("a.pcap", handshake());

        assertEquals(ExitCode.OK, rtt(file, file));
        assertEquals(HEADER + LINES + LINES, out);
    }

    @Test
    void cutFileGivesItsTimingsOneLineAndCode2() throws IOException {
        byte[] octets = handshake();
        String file = file("cut.pcap", Arrays.copyOf(octets, octets.length - 1));

        assertEquals(ExitCode.USAGE, rtt(file));
        assertEquals(HEADER + LINES.lines().findFirst().orElseThrow() + "\n", out);
        assertEquals(1, err.lines().count(), err);
    }

    @Test
    void noCaptureFileGivesOneLineAndNothingElse() throws IOException {
        assertEquals(ExitCode.USAGE, rtt(file("notes.txt", "no packets here".getBytes(UTF_8))));
        assertEquals("", out);
        assertEquals(1, err.lines().count(), err);
    }

    @Test
    void missingFileDoesNotKeepTheOthersFromBeingRead() throws IOException {
        String missing = folder.resolve("missing.pcap").toString();

        assertEquals(ExitCode.USAGE, rtt(missing, file("a.pcap", handshake())));
        assertEquals(HEADER + LINES, out);
        assertTrue(err.contains("missing.pcap"), err);
    }

    @Test
    void summaryTakesThePlaceOfTheLines() throws IOException {
        assertEquals(ExitCode.OK, rtt("--summary", file("a.pcap", handshake())));
        assertEquals(3, out.lines().count());
        assertTrue(out.startsWith("host\tmethod\tclass\tcount\t"), out);
    }

    @Test
    void severalWorkersPrintTheSame() throws IOException {
        String file = file("a.pcap", handshake());

        assertEquals(ExitCode.OK, rtt("--workers", "3", file, file));
        assertEquals(HEADER + LINES + LINES, out);
        assertEquals(ExitCode.OK, rtt("--workers=2", "--verbose", file));
        assertEquals("skipped packets: none\n", err);
    }

    @Test
    void workersAreForFilesAndNotTooMany() throws IOException {
        assertEquals(ExitCode.USAGE, rtt("--workers", "0", file("a.pcap", handshake())));
        assertTrue(err.contains("workers must be 1 to 64, not 0"), err);
        assertEquals(ExitCode.USAGE, rtt("--workers", "2", "-"));
        assertTrue(err.contains("workers are for capture files"), err);
        assertEquals("", out);
    }

    @Test
    void verboseSaysWhatWasSkipped() throws IOException {
        assertEquals(ExitCode.OK, rtt("--verbose", file("a.pcap", handshake())));
        assertEquals("skipped packets: none\n", err);
    }

    @Test
    void readerThatGoesAwayIsNoFailure() throws IOException {
        OutputStream closed =
                new OutputStream() {
                    @Override
                    public void write(int octet) throws IOException {
                        throw new IOException("Broken pipe");
                    }
                };

        assertEquals(ExitCode.OK, rtt(closed, file("a.pcap", handshake())));
        assertEquals("", err);
    }

    @Test
    void nothingToReadIsAUsageError() {
        assertEquals(ExitCode.USAGE, rtt());
        assertEquals(ExitCode.USAGE, rtt("--interface", "lo", "file"));
        assertEquals(ExitCode.USAGE, rtt("--filter", "tcp", "file"));
        assertEquals(ExitCode.USAGE, rtt("--hosts", "0", "file"));
        assertEquals(1, err.lines().count(), err);
    }
}
