package org.beibu.router.mrt;

import java.util.ArrayList;
import java.util.List;
import org.beibu.router.bgp.codec.OctetReader;

/**
 * Turns records into entries. Keeps the peers of the last PEER_INDEX_TABLE, which the tables after
 * it refer to. Records that are broken become {@link MrtEntry.Skipped}, nothing is thrown.
 */
public final class MrtDecoder {
    private static final int PEER_INDEX_TABLE = 1;

    private List<MrtEntry.Peer> peers = List.of();

    /** All entries of a record, in its order. */
    public List<MrtEntry> decode(MrtRecord record) {
        List<MrtEntry> entries = new ArrayList<>(1);
        byte[] octets = record.body().toArray();
        OctetReader body = new OctetReader(octets, 0, octets.length);
        switch (record.type()) {
            case MrtRecord.BGP4MP -> entries.add(Bgp4mpRecord.decode(record, body));
            case MrtRecord.BGP -> entries.add(BgpRecord.decode(record, body));
            case MrtRecord.TABLE_DUMP -> entries.add(TableDumpRecord.decode(record, body));
            case MrtRecord.TABLE_DUMP_V2 -> {
                if (record.subtype() == PEER_INDEX_TABLE) {
                    peers = PeerIndexTable.decode(body, entries);
                } else {
                    TableDumpV2Record.decode(record, body, peers, entries);
                }
            }
            default ->
                    entries.add(
                            new MrtEntry.Skipped(
                                    "type " + record.type() + " subtype " + record.subtype()));
        }
        return entries;
    }
}
