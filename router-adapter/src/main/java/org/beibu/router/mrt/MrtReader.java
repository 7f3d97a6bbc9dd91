package org.beibu.router.mrt;

import java.io.IOException;
import java.io.InputStream;
import org.beibu.router.bgp.codec.OctetReader;
import org.beibu.router.bgp.message.Octets;
import org.jspecify.annotations.Nullable;

/**
 * Takes the records out of a file (RFC 6396 section 2).
 *
 * <pre>
 *   | Timestamp (4) | Type (2) | Subtype (2) | Length (4) | Message |
 *   BGP4MP_ET:      Message begins with | Microsecond Timestamp (4) |
 * </pre>
 */
public final class MrtReader {
    /** No record of a real file comes near. */
    public static final int LONGEST_RECORD = 16 * 1024 * 1024;

    private static final int HEADER = 12;
    private static final int MICROSECONDS = 4;

    private final InputStream in;

    /** Reads from there; whoever opened it closes it. */
    public MrtReader(InputStream in) {
        this.in = in;
    }

    /**
     * The next record, null at the end of the file.
     *
     * @throws MrtException for octets that are no record
     */
    public @Nullable MrtRecord next() throws IOException {
        byte[] octets = in.readNBytes(HEADER);
        if (octets.length == 0) {
            return null;
        }
        if (octets.length < HEADER) {
            throw new MrtException("the file ends within a header");
        }
        OctetReader header = new OctetReader(octets, 0, HEADER);
        long epochSeconds = header.u32();
        int type = header.u16();
        int subtype = header.u16();
        long length = header.u32();
        if (length > LONGEST_RECORD) {
            throw new MrtException("a record of " + length + " octets");
        }
        byte[] message = in.readNBytes((int) length);
        if (message.length < length) {
            throw new MrtException("the file ends within a record");
        }
        if (type != MrtRecord.BGP4MP_ET) {
            return new MrtRecord(epochSeconds, 0, type, subtype, Octets.of(message));
        }
        if (length < MICROSECONDS) {
            throw new MrtException("BGP4MP_ET without its microseconds");
        }
        int microseconds = new OctetReader(message, 0, MICROSECONDS).i32();
        Octets body = Octets.of(message, MICROSECONDS, message.length - MICROSECONDS);
        return new MrtRecord(epochSeconds, microseconds, MrtRecord.BGP4MP, subtype, body);
    }
}
