package org.beibu.probe.udp;

import java.nio.ByteBuffer;
import org.beibu.model.Address;
import org.jspecify.annotations.Nullable;

/** A message to one destination, laid out for sendmmsg(2). Owned by the socket's thread. */
final class LinuxOutbound implements Outbound {
    private static final int HIGHEST_TTL = 255;
    private static final int NAME_ROOM = 32;
    private static final int NAME_AT = MessageTable.HEADER + MessageTable.IOVEC;
    private static final int CONTROL_AT = NAME_AT + NAME_ROOM;
    private static final int CONTENT_AT = CONTROL_AT + ControlMessages.SENT_LENGTH;

    private final boolean ipv4;
    private final NativeBlock own;
    private final MessageTable table;
    private final ByteBuffer content;
    private final int length;
    private final int untimedControl;
    private final int timedControl;
    private final boolean limited;

    /** With {@code limited} its datagrams have a TTL of their own. */
    LinuxOutbound(Destination destination, int length, boolean limited) {
        this.limited = limited;
        this.length = length;
        ipv4 = destination.address().isIpv4();
        own = new NativeBlock(CONTENT_AT + NativeBlock.aligned(length));
        table = new MessageTable(own, 0, MessageTable.HEADER);
        content = own.part(CONTENT_AT, Math.max(length, 1));
        SocketAddress.write(
                own.octets(), own.network(), NAME_AT, destination.address(), destination.port());
        @Nullable Address source = destination.source();
        ControlMessages messages = new ControlMessages(own, ipv4);
        Address from = source == null ? new Address(0, 0) : source;
        int octets = destination.trafficClass();
        int ttl = limited ? HIGHEST_TTL : ControlMessages.NO_TTL;
        untimedControl = messages.write(CONTROL_AT, from, ttl, octets, false);
        timedControl = messages.write(CONTROL_AT, from, ttl, octets, true);
        table.point(0, NAME_AT, CONTENT_AT, CONTROL_AT);
        timed(false);
    }

    /** The control message that asks for the departure is the last one: it is left off. */
    void timed(boolean wanted) {
        int octets = wanted ? timedControl : untimedControl;
        table.lengths(0, SocketAddress.length(ipv4), length, octets);
    }

    long message() {
        return table.address(0);
    }

    @Override
    public void ttl(int ttl) {
        if (!limited) {
            throw new IllegalStateException("not prepared for a TTL of its own");
        }
        own.octets().putInt(CONTROL_AT + ControlMessages.FIRST_DATA, ttl);
    }

    @Override
    public ByteBuffer content() {
        return content;
    }

    @Override
    public void close() {
        // the memory goes when nothing refers to it any more
    }
}
