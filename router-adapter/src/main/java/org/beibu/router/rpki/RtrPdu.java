package org.beibu.router.rpki;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.beibu.model.Address;
import org.beibu.model.Prefix;
import org.jspecify.annotations.Nullable;

/**
 * One PDU of the RPKI to Router protocol (RFC 8210 section 5; RFC 6810 for version 0).
 *
 * <pre>
 *  0          8          16         24        31
 * .-------------------------------------------.
 * | version  | PDU type | session, code, flags|
 * +-------------------------------------------+
 * | length, this header among it              |
 * `-------------------------------------------'
 * </pre>
 */
public sealed interface RtrPdu {
    /** Octets before every PDU. */
    int HEADER = 8;

    /** The longest PDU that is read; an Error Report holds another PDU and a text. */
    int LONGEST = 65_536;

    /** The cache has news. */
    record SerialNotify(int session, long serial) implements RtrPdu {}

    /** What has changed since this serial number? */
    record SerialQuery(int session, long serial) implements RtrPdu {}

    /** Everything, please. */
    record ResetQuery() implements RtrPdu {}

    /** Payloads follow. */
    record CacheResponse(int session) implements RtrPdu {}

    /** A payload came or went. */
    record Payload(boolean announced, Vrp payload) implements RtrPdu {}

    /** That was all; the seconds are 0 in version 0. */
    record EndOfData(int session, long serial, long refresh, long retry, long expire)
            implements RtrPdu {}

    /** The cache cannot tell changes since that serial number. */
    record CacheReset() implements RtrPdu {}

    /** Something that is not about origins: a router key. */
    record Skipped(int type) implements RtrPdu {}

    /** Something was wrong. */
    record ErrorReport(int code, String text) implements RtrPdu {}

    /** A PDU with the version in its header. */
    record Versioned(int version, RtrPdu pdu) {}

    /**
     * Takes one PDU out of the buffer; null while it is not whole.
     *
     * @throws RtrFaultException when it breaks a rule
     */
    static @Nullable Versioned take(ByteBuffer buffer) throws RtrFaultException {
        if (buffer.remaining() < HEADER) {
            return null;
        }
        int at = buffer.position();
        int version = buffer.get(at) & 0xff;
        int type = buffer.get(at + 1) & 0xff;
        long length = buffer.getInt(at + 4) & 0xffff_ffffL;
        if (length < HEADER || length > LONGEST) {
            throw new RtrFaultException(RtrFaultException.CORRUPT, "a PDU of " + length);
        }
        if (buffer.remaining() < length) {
            return null;
        }
        ByteBuffer body = buffer.slice(at + HEADER, (int) length - HEADER);
        buffer.position(at + (int) length);
        if (version > 1) {
            throw new RtrFaultException(RtrFaultException.VERSION, "version " + version);
        }
        return new Versioned(version, decode(type, buffer.getShort(at + 2) & 0xffff, body));
    }

    private static RtrPdu decode(int type, int field, ByteBuffer body) throws RtrFaultException {
        int size = body.remaining();
        return switch (type) {
            case 0 -> new SerialNotify(field, sized(body, 4, size).getInt() & 0xffff_ffffL);
            case 1 -> new SerialQuery(field, sized(body, 4, size).getInt() & 0xffff_ffffL);
            case 2 -> {
                sized(body, 0, size);
                yield new ResetQuery();
            }
            case 3 -> {
                sized(body, 0, size);
                yield new CacheResponse(field);
            }
            case 4 -> payload(sized(body, 12, size), 4);
            case 6 -> payload(sized(body, 24, size), 16);
            case 7 -> endOfData(field, body);
            case 8 -> {
                sized(body, 0, size);
                yield new CacheReset();
            }
            case 9 -> new Skipped(type);
            case 10 -> new ErrorReport(field, errorText(body));
            default -> throw new RtrFaultException(RtrFaultException.TYPE, "PDU type " + type);
        };
    }

    private static ByteBuffer sized(ByteBuffer body, int expected, int size)
            throws RtrFaultException {
        if (size != expected) {
            throw new RtrFaultException(
                    RtrFaultException.CORRUPT, "a body of " + size + ", not " + expected);
        }
        return body;
    }

    private static RtrPdu payload(ByteBuffer body, int octets) throws RtrFaultException {
        int flags = body.get();
        int length = body.get() & 0xff;
        int maxLength = body.get() & 0xff;
        body.get();
        byte[] address = new byte[octets];
        body.get(address);
        long asNumber = body.getInt() & 0xffff_ffffL;
        try {
            Address first = Address.of(address);
            if (first.isIpv4() != (octets == 4)) {
                throw new IllegalArgumentException("an IPv4-mapped prefix");
            }
            Prefix prefix = new Prefix(first.high(), first.low(), length);
            return new Payload((flags & 1) == 1, new Vrp(prefix, maxLength, asNumber));
        } catch (IllegalArgumentException e) {
            throw new RtrFaultException(RtrFaultException.CORRUPT, String.valueOf(e.getMessage()));
        }
    }

    private static RtrPdu endOfData(int session, ByteBuffer body) throws RtrFaultException {
        long serial = body.remaining() < 4 ? 0 : body.getInt() & 0xffff_ffffL;
        if (body.remaining() == 0) {
            return new EndOfData(session, serial, 0, 0, 0);
        }
        sized(body, 12, body.remaining());
        return new EndOfData(
                session,
                serial,
                body.getInt() & 0xffff_ffffL,
                body.getInt() & 0xffff_ffffL,
                body.getInt() & 0xffff_ffffL);
    }

    /** The text behind the PDU that was wrong; empty when the lengths do not add up. */
    private static String errorText(ByteBuffer body) {
        long inner = body.remaining() < 4 ? -1 : body.getInt() & 0xffff_ffffL;
        if (inner < 0 || inner > body.remaining() - 4L) {
            return "";
        }
        body.position(body.position() + (int) inner);
        long length = body.getInt() & 0xffff_ffffL;
        byte[] text = new byte[(int) Math.min(length, body.remaining())];
        body.get(text);
        return new String(text, StandardCharsets.UTF_8).replaceAll("\\p{Cntrl}", "?");
    }

    /** The octets of a query or an Error Report, which is all that a router sends. */
    static byte[] encode(int version, RtrPdu pdu) {
        ByteBuffer octets = ByteBuffer.allocate(HEADER + 4 + 4 + 1_024);
        octets.put((byte) version);
        if (pdu instanceof SerialQuery query) {
            octets.put((byte) 1).putShort((short) query.session()).putInt(12);
            octets.putInt((int) query.serial());
        } else if (pdu instanceof ResetQuery) {
            octets.put((byte) 2).putShort((short) 0).putInt(HEADER);
        } else if (pdu instanceof ErrorReport report) {
            byte[] text = report.text().getBytes(StandardCharsets.UTF_8);
            int length = Math.min(text.length, 1_024);
            octets.put((byte) 10).putShort((short) report.code()).putInt(HEADER + 8 + length);
            octets.putInt(0).putInt(length).put(text, 0, length);
        } else {
            throw new IllegalArgumentException("a router does not send " + pdu);
        }
        byte[] encoded = new byte[octets.position()];
        octets.get(0, encoded);
        return encoded;
    }
}
