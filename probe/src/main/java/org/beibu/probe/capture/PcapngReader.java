package org.beibu.probe.capture;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The pcapng file format: blocks in sections, each section with its own byte order and its own list
 * of interfaces. Blocks of unknown type are skipped.
 *
 * <pre>
 *   type 4 | total length 4 | body, padded to 4 octets | total length 4
 * section header        (0a0d0d0a)  byte order 1a2b3c4d 4 | major 2 | minor 2 | section length 8
 * interface description (1)         link type 2 | reserved 2 | snap length 4 | options
 * obsolete packet       (2)         interface 2 | drops 2 | as enhanced packet from the time on
 * simple packet         (3)         original length 4 | octets
 * enhanced packet       (6)         interface 4 | time 4 + 4 | captured 4 | original 4 | octets
 * </pre>
 *
 * <p>Interfaces are numbered on from section to section, so that each keeps one number in the whole
 * file. A simple packet has no time. Packets of different interfaces may come from different
 * clocks.
 */
final class PcapngReader implements RecordReader {
    static final int SECTION_HEADER = 0x0a0d_0d0a;

    private static final int INTERFACE_DESCRIPTION = 1;
    private static final int OBSOLETE_PACKET = 2;
    private static final int SIMPLE_PACKET = 3;
    private static final int ENHANCED_PACKET = 6;

    private static final int BYTE_ORDER_MAGIC = 0x1a2b_3c4d;
    private static final int BLOCK_HEADER_LENGTH = 8;
    private static final int SMALLEST_BLOCK = 12;
    private static final int SMALLEST_SECTION_HEADER = 28;
    private static final int SMALLEST_INTERFACE_DESCRIPTION = 20;
    private static final int SMALLEST_SIMPLE_PACKET = 16;
    private static final int SMALLEST_PACKET = 32;
    private static final int LARGEST_BLOCK = 16 << 20;
    private static final int MOST_INTERFACES = 65_536;

    private final FileDamage damage;
    private final List<PcapngInterface> interfaces = new ArrayList<>();
    private final List<String> interfaceNames = new ArrayList<>();
    private int firstInterfaceOfSection;
    private boolean littleEndian;

    PcapngReader(FileDamage damage) {
        this.damage = damage;
    }

    @Override
    public Found next(OctetWindow window, CapturedPacket packet)
            throws IOException, CaptureException {
        while (true) {
            int available = window.available(SMALLEST_BLOCK);
            if (available < SMALLEST_BLOCK) {
                return missing(window, available);
            }
            int type = word(window.buffer(), window.index());
            if (type == SECTION_HEADER) {
                readByteOrder(window);
            }
            int length = blockLength(window, type);
            if (available < length) {
                available = window.available(length);
                if (available < length) {
                    return missing(window, available);
                }
            }
            if (word(window.buffer(), window.index() + length - 4) != length) {
                throw damage.damaged("a block whose two lengths differ", window.position());
            }
            boolean found = readBlock(window, type, length, packet);
            window.skip(length);
            if (found) {
                return Found.PACKET;
            }
        }
    }

    private Found missing(OctetWindow window, int available) throws CaptureException {
        if (!window.ended()) {
            return Found.NOTHING_YET;
        }
        if (available > 0) {
            throw damage.cutShort("block", window.position());
        }
        return Found.END;
    }

    /** The section header's type reads the same in both orders; its own third word decides. */
    private void readByteOrder(OctetWindow window) throws CaptureException {
        int magic = window.buffer().getInt(window.index() + BLOCK_HEADER_LENGTH);
        if (magic != BYTE_ORDER_MAGIC && Integer.reverseBytes(magic) != BYTE_ORDER_MAGIC) {
            throw damage.damaged("a section without a byte order", window.position());
        }
        littleEndian = magic != BYTE_ORDER_MAGIC;
    }

    private int blockLength(OctetWindow window, int type) throws CaptureException {
        int length = word(window.buffer(), window.index() + 4);
        int smallest =
                switch (type) {
                    case SECTION_HEADER -> SMALLEST_SECTION_HEADER;
                    case INTERFACE_DESCRIPTION -> SMALLEST_INTERFACE_DESCRIPTION;
                    case SIMPLE_PACKET -> SMALLEST_SIMPLE_PACKET;
                    case ENHANCED_PACKET, OBSOLETE_PACKET -> SMALLEST_PACKET;
                    default -> SMALLEST_BLOCK;
                };
        if (length < smallest || length > LARGEST_BLOCK || (length & 3) != 0) {
            throw damage.damaged(
                    "a block of impossible length " + Integer.toUnsignedLong(length),
                    window.position());
        }
        return length;
    }

    private boolean readBlock(OctetWindow window, int type, int length, CapturedPacket packet)
            throws CaptureException {
        return switch (type) {
            case ENHANCED_PACKET -> {
                int number = word(window.buffer(), window.index() + 8);
                yield readPacket(window, number, length, packet);
            }
            case OBSOLETE_PACKET -> {
                int number = half(window.buffer(), window.index() + 8);
                yield readPacket(window, number, length, packet);
            }
            case SIMPLE_PACKET -> readSimplePacket(window, length, packet);
            case INTERFACE_DESCRIPTION -> readInterface(window, length);
            case SECTION_HEADER -> readSection(window);
            default -> false;
        };
    }

    private boolean readPacket(OctetWindow window, int number, int length, CapturedPacket packet)
            throws CaptureException {
        ByteBuffer buffer = window.buffer();
        int at = window.index();
        PcapngInterface source = packetSource(window, number);
        int captured = word(buffer, at + 20);
        requireRoom(window, captured, length - SMALLEST_PACKET, source);
        long units =
                ((long) word(buffer, at + 12) << 32)
                        | Integer.toUnsignedLong(word(buffer, at + 16));
        int original = original(word(buffer, at + 24));
        packet.wrap(buffer, at + 28, captured, original, source.scale().epochNanos(units))
                .onInterface(firstInterfaceOfSection + number, source.linkType());
        return true;
    }

    private boolean readSimplePacket(OctetWindow window, int length, CapturedPacket packet)
            throws CaptureException {
        int at = window.index();
        PcapngInterface source = packetSource(window, 0);
        int original = original(word(window.buffer(), at + 8));
        int captured = Math.min(original, length - SMALLEST_SIMPLE_PACKET);
        if (source.snapLength() > 0) {
            captured = Math.min(captured, source.snapLength());
        }
        requireRoom(window, captured, captured, source);
        packet.wrap(window.buffer(), at + 12, captured, original, CapturedPacket.NO_TIME)
                .onInterface(firstInterfaceOfSection, source.linkType());
        return true;
    }

    private PcapngInterface packetSource(OctetWindow window, int number) throws CaptureException {
        if (number < 0 || number >= interfaces.size() - firstInterfaceOfSection) {
            throw damage.damaged(
                    "a packet of interface %s that the file does not describe"
                            .formatted(Integer.toUnsignedString(number)),
                    window.position());
        }
        return interfaces.get(firstInterfaceOfSection + number);
    }

    private void requireRoom(OctetWindow window, int captured, int room, PcapngInterface source)
            throws CaptureException {
        int most = Math.min(room, LinkType.maximumCapturedLength(source.linkType()));
        if (captured < 0 || captured > most) {
            throw damage.damaged(
                    "a packet of impossible length " + Integer.toUnsignedLong(captured),
                    window.position());
        }
    }

    private boolean readInterface(OctetWindow window, int length) throws CaptureException {
        ByteBuffer buffer = window.buffer();
        int at = window.index();
        PcapngOptions options = new PcapngOptions();
        if (interfaces.size() == MOST_INTERFACES
                || !options.read(buffer, at + 16, at + length - 4, littleEndian)) {
            throw damage.damaged("an impossible interface description", window.position());
        }
        String name = options.nameOr("interface " + interfaces.size());
        int linkType = half(buffer, at + 8);
        int snapLength = word(buffer, at + 12);
        interfaces.add(new PcapngInterface(name, linkType, snapLength, options.scale()));
        interfaceNames.add(name);
        return false;
    }

    private boolean readSection(OctetWindow window) throws CaptureException {
        int major = half(window.buffer(), window.index() + 12);
        if (major != 1) {
            throw damage.damaged("a section of unknown version " + major, window.position());
        }
        firstInterfaceOfSection = interfaces.size();
        return false;
    }

    private static int original(int length) {
        return length < 0 ? Integer.MAX_VALUE : length;
    }

    private int word(ByteBuffer buffer, int at) {
        int word = buffer.getInt(at);
        return littleEndian ? Integer.reverseBytes(word) : word;
    }

    private int half(ByteBuffer buffer, int at) {
        short half = buffer.getShort(at);
        return (littleEndian ? Short.reverseBytes(half) : half) & 0xffff;
    }

    @Override
    public List<String> interfaceNames() {
        return List.copyOf(interfaceNames);
    }
}
