package org.beibu.probe.capture;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.beibu.probe.capture.PcapFileHeader.LengthOrder;

/**
 * The records of a pcap file, in either byte order, with time in micro- or nanoseconds.
 *
 * <pre>
 *   seconds 4 | micro- or nanoseconds 4 | captured length 4 | original length 4 | octets
 * </pre>
 *
 * <p>The modified format has 8 more octets in front of the packet's. A sub-second field that is out
 * of range leaves the packet without a time.
 */
final class PcapReader implements RecordReader {
    private static final int HEADER_LENGTH = 16;
    private static final int MODIFIED_HEADER_LENGTH = 24;
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private final FileDamage damage;
    private final boolean littleEndian;
    private final int headerLength;
    private final int nanosPerUnit;
    private final int unitsPerSecond;
    private final LengthOrder lengthOrder;
    private final int linkType;
    private final int fcsLength;
    private final int maximumCapturedLength;
    private final List<String> interfaceNames;

    private PcapReader(PcapFileHeader header, FileDamage damage) {
        this.damage = damage;
        this.littleEndian = header.littleEndian();
        this.headerLength = header.modified() ? MODIFIED_HEADER_LENGTH : HEADER_LENGTH;
        this.nanosPerUnit = header.nanosPerUnit();
        this.unitsPerSecond = (int) (NANOS_PER_SECOND / nanosPerUnit);
        this.lengthOrder = header.lengthOrder();
        this.linkType = header.linkType();
        this.fcsLength = header.fcsLength();
        this.maximumCapturedLength = LinkType.maximumCapturedLength(linkType);
        this.interfaceNames = List.of(damage.fileName());
    }

    /** Reads the file header at the window's position and moves behind it. */
    static PcapReader open(OctetWindow window, FileDamage damage)
            throws IOException, CaptureException {
        if (window.available(PcapFileHeader.LENGTH) < PcapFileHeader.LENGTH) {
            throw damage.cutShort("file header", 0);
        }
        PcapFileHeader header = PcapFileHeader.read(window.buffer(), window.index(), damage);
        window.skip(PcapFileHeader.LENGTH);
        return new PcapReader(header, damage);
    }

    @Override
    public Found next(OctetWindow window, CapturedPacket packet)
            throws IOException, CaptureException {
        int available = window.available(headerLength);
        if (available < headerLength) {
            return missing(window, available);
        }
        if (isZero(window.buffer(), window.index())) {
            throw damage.damaged("zeros where a record should be", window.position());
        }
        int first = word(window.buffer(), window.index() + 8);
        int second = word(window.buffer(), window.index() + 12);
        boolean swapped = lengthOrder != LengthOrder.CAPTURED_FIRST && isSwapped(first, second);
        int captured = swapped ? second : first;
        int original = swapped ? first : second;
        if (Integer.compareUnsigned(captured, maximumCapturedLength) > 0) {
            throw damage.damaged(
                    "a record of impossible length " + Integer.toUnsignedLong(captured),
                    window.position());
        }
        int recordLength = headerLength + captured;
        if (available < recordLength) {
            available = window.available(recordLength);
            if (available < recordLength) {
                return missing(window, available);
            }
        }
        point(packet, window, captured, original < 0 ? Integer.MAX_VALUE : original);
        window.skip(recordLength);
        return Found.PACKET;
    }

    /**
     * A hole that a crash left in the file would else be millions of empty packets of 1970; an
     * empty packet with a time is legal.
     */
    private static boolean isZero(ByteBuffer buffer, int at) {
        return (buffer.getLong(at) | buffer.getLong(at + Long.BYTES)) == 0;
    }

    private Found missing(OctetWindow window, int available) throws CaptureException {
        if (!window.ended()) {
            return Found.NOTHING_YET;
        }
        if (available > 0) {
            throw damage.cutShort("record", window.position());
        }
        return Found.END;
    }

    private boolean isSwapped(int first, int second) {
        return lengthOrder == LengthOrder.ORIGINAL_FIRST
                || Integer.compareUnsigned(first, second) > 0;
    }

    private void point(CapturedPacket packet, OctetWindow window, int captured, int original) {
        ByteBuffer buffer = window.buffer();
        int at = window.index();
        int onWire = Math.max(0, original - fcsLength);
        int readable = fcsLength == 0 ? captured : Math.min(captured, onWire);
        long time = epochNanos(word(buffer, at), word(buffer, at + 4));
        packet.wrap(buffer, at + headerLength, readable, onWire, time).onInterface(0, linkType);
    }

    private long epochNanos(int seconds, int units) {
        if (Integer.compareUnsigned(units, unitsPerSecond) >= 0) {
            return CapturedPacket.NO_TIME;
        }
        return Integer.toUnsignedLong(seconds) * NANOS_PER_SECOND + (long) units * nanosPerUnit;
    }

    private int word(ByteBuffer buffer, int at) {
        int word = buffer.getInt(at);
        return littleEndian ? Integer.reverseBytes(word) : word;
    }

    @Override
    public List<String> interfaceNames() {
        return interfaceNames;
    }
}
