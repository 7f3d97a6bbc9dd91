package org.beibu.router.mrt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.beibu.model.Address;
import org.beibu.router.bgp.codec.SessionFormat;
import org.beibu.router.bgp.codec.SharedMessages;
import org.beibu.router.bgp.message.Family;
import org.beibu.router.bgp.message.Octets;
import org.junit.jupiter.api.Test;

class MrtRecordsTest {
    private static final MrtEntry.Peer PEER =
            new MrtEntry.Peer(Address.parse("192.0.2.1"), 4_200_000_000L);
    private static final MrtEntry.Peer LOCAL = new MrtEntry.Peer(Address.parse("192.0.2.2"), 64500);
    private static final Octets KEEPALIVE = Octets.parse("ff".repeat(16) + "001304");
    private static final long TIME = 1_700_000_000_123_456L;

    private static MrtRecord read(byte[] octets) throws IOException {
        MrtReader reader = new MrtReader(new ByteArrayInputStream(octets));
        MrtRecord record = reader.next();
        assertNotNull(record);
        assertNull(reader.next());
        return record;
    }

    @Test
    void whatIsWrittenIsReadAgain() throws IOException {
        Set<Family> families = Set.of(Family.IPV4_UNICAST, Family.IPV6_UNICAST);
        for (Set<Family> addPath : List.of(Set.<Family>of(), families)) {
            for (boolean sent : new boolean[] {false, true}) {
                SessionFormat format = new SessionFormat(true, addPath, addPath, true);
                byte[] octets = new MrtWriter(PEER, LOCAL).message(TIME, sent, KEEPALIVE, format);

                MrtRecord record = read(octets);
                assertEquals(1_700_000_000L, record.epochSeconds());
                assertEquals(123_456, record.microseconds());
                MrtEntry.Source source =
                        addPath.isEmpty()
                                ? MrtEntry.Source.BGP4MP
                                : MrtEntry.Source.BGP4MP_ADD_PATH;
                assertEquals(
                        List.of(
                                new MrtEntry.Message(
                                        source, 1_700_000_000L, PEER, KEEPALIVE, format)),
                        new MrtDecoder().decode(record));
            }
        }
    }

    @Test
    void aSessionOfTwoOctetsIsWrittenAsSuch() throws IOException {
        byte[] octets =
                new MrtWriter(PEER, LOCAL).message(TIME, false, KEEPALIVE, SessionFormat.UNKNOWN);

        MrtEntry.Message message = (MrtEntry.Message) new MrtDecoder().decode(read(octets)).get(0);

        assertEquals(23456, message.peer().asNumber());
        assertEquals(false, message.format().fourOctetAs());
    }

    @Test
    void aChangeOfStateComesBack() throws IOException {
        byte[] octets = new MrtWriter(PEER, LOCAL).stateChange(TIME, 5, 6);

        assertEquals(
                List.of(
                        new MrtEntry.StateChange(
                                MrtEntry.Source.BGP4MP, 1_700_000_000L, PEER, 5, 6)),
                new MrtDecoder().decode(read(octets)));
    }

    @Test
    void aFileThatIsCutOffIsToldFromOneThatEnds() {
        byte[] octets = new MrtWriter(PEER, LOCAL).stateChange(TIME, 5, 6);

        for (int length = 1; length < octets.length; length++) {
            byte[] cut = Arrays.copyOf(octets, length);
            assertThrows(MrtException.class, () -> read(cut), length + " octets");
        }
    }

    @Test
    void aRecordThatNoFileHasIsNotReadIntoMemory() {
        byte[] header = new byte[12];
        header[8] = 0x7f;

        assertThrows(MrtException.class, () -> read(header));
    }

    @Test
    void typesThatAreNotUnderstoodAreNamed() {
        MrtRecord ospf = new MrtRecord(0, 0, 11, 0, Octets.NONE);

        assertEquals(
                List.of(new MrtEntry.Skipped("type 11 subtype 0")), new MrtDecoder().decode(ospf));
    }

    /** Records of real tables and sessions. */
    @Test
    void recordsCutAnywhereAreSkippedOrShorter() throws IOException {
        SharedMessages shared = SharedMessages.orSkip();
        int cuts = 0;
        for (String name :
                List.of(
                        "bgpdump/test_data/bview.ipv4_unicast_add_path.gz",
                        "mrtparse/openbgpd_rib_table",
                        "mrtparse/quagga_bgp")) {
            MrtDecoder decoder = new MrtDecoder();
            MrtReader reader = new MrtReader(new ByteArrayInputStream(content(shared, name)));
            for (MrtRecord record = reader.next(); record != null; record = reader.next()) {
                List<MrtEntry> whole = decoder.decode(record);
                for (int length = 0; length < record.body().size(); length += 3) {
                    cuts += cut(decoder, record, length, whole.size());
                }
                decoder.decode(record);
            }
        }
        assertEquals(true, cuts > 1000, cuts + " cuts");
    }

    private static int cut(MrtDecoder decoder, MrtRecord record, int length, int most) {
        MrtRecord shorter =
                new MrtRecord(
                        record.epochSeconds(),
                        0,
                        record.type(),
                        record.subtype(),
                        record.body().first(length));
        List<MrtEntry> entries = decoder.decode(shorter);
        boolean peers = most == 0;
        assertEquals(true, entries.size() <= most || peers, shorter.toString());
        if (peers) {
            assertInstanceOf(MrtEntry.Skipped.class, entries.get(0));
        }
        entries.forEach(BgpdumpText::lines);
        return 1;
    }

    private static byte[] content(SharedMessages shared, String name) throws IOException {
        Path file = shared.folder().resolve(name);
        byte[] octets = Files.readAllBytes(file);
        if (!name.endsWith(".gz")) {
            return octets;
        }
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(octets))) {
            return in.readAllBytes();
        }
    }
}
