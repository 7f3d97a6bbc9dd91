package org.beibu.router.mrt;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.beibu.model.Address;
import org.beibu.router.bgp.codec.SessionFormat;
import org.beibu.router.bgp.message.Octets;

/** Fuzzes a file of records, and all that is made of it. */
public final class MrtFileFuzz {
    private MrtFileFuzz() {}

    /** Called by the fuzzer. */
    public static void fuzzerTestOneInput(byte[] input) throws IOException {
        MrtReader reader = new MrtReader(new ByteArrayInputStream(input));
        MrtDecoder decoder = new MrtDecoder();
        try {
            for (MrtRecord record = reader.next(); record != null; record = reader.next()) {
                List<MrtEntry> entries = decoder.decode(record);
                entries.forEach(BgpdumpText::lines);
            }
        } catch (MrtException expected) {
            if (expected.toString().endsWith("Exception")) {
                throw new AssertionError("a refusal without a reason", expected);
            }
        }
    }

    /** Files of one or two records. */
    public static Map<String, byte[]> seeds() throws IOException {
        MrtEntry.Peer peer = new MrtEntry.Peer(Address.parse("192.0.2.1"), 64500);
        MrtWriter writer = new MrtWriter(peer, peer);
        String update =
                "ff".repeat(16)
                        + "0033"
                        + "02"
                        + "00000018"
                        + "40010100"
                        + "400206020100"
                        + "00fbf4"
                        + "400304c0000201"
                        + "180a0000";
        ByteArrayOutputStream session = new ByteArrayOutputStream();
        session.write(writer.stateChange(1_000_000, 5, 6));
        session.write(
                writer.message(
                        2_000_000, false, Octets.parse(update), SessionFormat.FOUR_OCTET_AS));
        Map<String, byte[]> seeds = new LinkedHashMap<>();
        seeds.put("session", session.toByteArray());
        seeds.put("table", table().toArray());
        return seeds;
    }

    private static org.beibu.router.bgp.codec.OctetWriter table() {
        org.beibu.router.bgp.codec.OctetWriter file = new org.beibu.router.bgp.codec.OctetWriter();
        String peers = "c0000201" + "0000" + "0001" + "02" + "c0000201" + "c0000201" + "0000fbf4";
        String path = "0000" + "00000001" + "000d" + "40010100" + "40020602010000fbf4";
        String prefix = "00000000" + "18c63364" + "0001" + path;
        for (String body : List.of(peers, prefix)) {
            Octets octets = Octets.parse(body);
            file.u32(1);
            file.u16(MrtRecord.TABLE_DUMP_V2);
            file.u16(body.equals(peers) ? 1 : 2);
            file.u32(octets.size());
            file.octets(octets);
        }
        return file;
    }
}
