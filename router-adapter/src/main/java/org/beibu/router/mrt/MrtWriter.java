package org.beibu.router.mrt;

import org.beibu.model.Address;
import org.beibu.router.bgp.codec.OctetWriter;
import org.beibu.router.bgp.codec.SessionFormat;
import org.beibu.router.bgp.message.Octets;

/**
 * Writes records of BGP4MP_ET, layout as in {@link Bgp4mpRecord}: what was said in a session with a
 * router, for tools that read MRT. The subtype tells how many octets AS numbers have.
 */
public final class MrtWriter {
    private static final int MESSAGE = 1;
    private static final int MESSAGE_AS4 = 4;
    private static final int STATE_CHANGE_AS4 = 5;
    private static final int MESSAGE_LOCAL = 6;
    private static final int MESSAGE_AS4_LOCAL = 7;
    private static final int MESSAGE_ADD_PATH = 8;
    private static final int MESSAGE_AS4_ADD_PATH = 9;
    private static final int MESSAGE_LOCAL_ADD_PATH = 10;
    private static final int MESSAGE_AS4_LOCAL_ADD_PATH = 11;

    private final MrtEntry.Peer peer;
    private final MrtEntry.Peer local;

    /** Writes of the session between these two. */
    public MrtWriter(MrtEntry.Peer peer, MrtEntry.Peer local) {
        if (peer.address().isIpv4() != local.address().isIpv4()) {
            throw new IllegalArgumentException(peer + " and " + local + " are of two families");
        }
        this.peer = peer;
        this.local = local;
    }

    /**
     * The record of a message.
     *
     * @param epochMicros when it came or went
     * @param sent whether it is ours
     * @param message header and all
     * @param format what the session has agreed on
     */
    public byte[] message(long epochMicros, boolean sent, Octets message, SessionFormat format) {
        boolean four = format.fourOctetAs();
        boolean addPath = !(sent ? format.addPathSend() : format.addPathReceive()).isEmpty();
        OctetWriter body = header(epochMicros, four);
        body.octets(message);
        return record(epochMicros, subtype(sent, four, addPath), body);
    }

    private static int subtype(boolean sent, boolean four, boolean addPath) {
        if (sent) {
            return addPath
                    ? (four ? MESSAGE_AS4_LOCAL_ADD_PATH : MESSAGE_LOCAL_ADD_PATH)
                    : (four ? MESSAGE_AS4_LOCAL : MESSAGE_LOCAL);
        }
        return addPath
                ? (four ? MESSAGE_AS4_ADD_PATH : MESSAGE_ADD_PATH)
                : (four ? MESSAGE_AS4 : MESSAGE);
    }

    /** The record of a change of state, 1 (Idle) to 6 (Established). */
    public byte[] stateChange(long epochMicros, int from, int to) {
        OctetWriter body = header(epochMicros, true);
        body.u16(from);
        body.u16(to);
        return record(epochMicros, STATE_CHANGE_AS4, body);
    }

    private OctetWriter header(long epochMicros, boolean four) {
        OctetWriter body = new OctetWriter();
        body.u32(epochMicros % 1_000_000);
        asNumber(peer.asNumber(), four, body);
        asNumber(local.asNumber(), four, body);
        body.u16(0);
        Address address = peer.address();
        body.u16(address.isIpv4() ? 1 : 2);
        body.address(address);
        body.address(local.address());
        return body;
    }

    private static void asNumber(long asNumber, boolean four, OctetWriter body) {
        if (four) {
            body.u32(asNumber);
        } else {
            body.u16(asNumber > 0xffff ? 23456 : (int) asNumber);
        }
    }

    private static byte[] record(long epochMicros, int subtype, OctetWriter body) {
        OctetWriter record = new OctetWriter();
        record.u32(epochMicros / 1_000_000);
        record.u16(MrtRecord.BGP4MP_ET);
        record.u16(subtype);
        record.u32(body.size());
        record.all(body);
        return record.toArray();
    }
}
