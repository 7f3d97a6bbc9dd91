package org.beibu.lab.truth;

import org.beibu.lab.relay.PathClass;

/**
 * A TCP packet as one end of the wire saw it.
 *
 * @param epochNanos when
 * @param content all that the other end must see as well
 */
record WirePacket(long epochNanos, Content content) {
    private static final int FIN = 0x01;
    private static final int SYN = 0x02;
    private static final int RST = 0x04;
    private static final int ACK = 0x10;

    /**
     * Every field that crosses the wire unchanged.
     *
     * @param options the octets of the TCP options, as far as captured, one a char
     */
    record Content(
            Host source,
            Host destination,
            int sequence,
            int acknowledgment,
            int flags,
            int window,
            int payload,
            int ipv4Identification,
            String options) {}

    Host source() {
        return content.source();
    }

    Host destination() {
        return content.destination();
    }

    /** Whether it travels from the client to the server. */
    boolean isFromClient() {
        return destination().port() == PathClass.SERVER_PORT;
    }

    /** The client's port, which chooses the path. */
    int clientPort() {
        return isFromClient() ? source().port() : destination().port();
    }

    /** Whether its acknowledgment number means something. */
    boolean acknowledges() {
        return (content.flags() & (ACK | RST)) == ACK;
    }

    /** Whether it takes sequence space, and so can be acknowledged. */
    boolean takesSpace() {
        return end() != content.sequence();
    }

    /** The sequence number behind it: what acknowledges exactly it. SYN and FIN count one each. */
    int end() {
        int flags = content.flags();
        return content.sequence() + content.payload() + (flags & FIN) + ((flags & SYN) >> 1);
    }

    TcpOptions options() {
        return new TcpOptions(content.options());
    }
}
