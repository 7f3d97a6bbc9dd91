package org.beibu.router.bmp;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.beibu.model.Address;
import org.beibu.model.Prefix;
import org.beibu.router.bgp.codec.BgpEncoder;
import org.beibu.router.bgp.codec.SessionFormat;
import org.beibu.router.bgp.message.AsPath;
import org.beibu.router.bgp.message.BgpMessage;
import org.beibu.router.bgp.message.Capability;
import org.beibu.router.bgp.message.Family;
import org.beibu.router.bgp.message.Nlri;
import org.beibu.router.bgp.message.OpenMessage;
import org.beibu.router.bgp.message.Origin;
import org.beibu.router.bgp.message.PathAttributes;
import org.beibu.router.bgp.message.RouteGroup;
import org.beibu.router.bgp.message.UpdateMessage;

/** BMP messages of a router of AS 64500 with peers, made octet by octet. */
final class Messages {
    static final int POST = 0x40;
    static final int TWO_OCTET_AS = 0x20;
    static final int OUT = 0x10;
    static final SessionFormat FOUR = SessionFormat.FOUR_OCTET_AS;
    static final SessionFormat TWO = new SessionFormat(false, Set.of(), Set.of(), false);
    static final SessionFormat ADD_PATH =
            new SessionFormat(
                    true, Set.of(Family.IPV4_UNICAST), Set.of(Family.IPV4_UNICAST), false);

    /** A peer, or the Loc-RIB, and which view of it. */
    record Peer(int type, int flags, long distinguisher, Address address, long asNumber) {
        static final Peer A = new Peer(0, 0, 0, Address.parse("198.51.100.1"), 64511);
        static final Peer B = new Peer(0, 0, 0, Address.parse("198.51.100.2"), 64512);
        static final Peer LOC_RIB = new Peer(3, 0, 0, Address.parse("0.0.0.0"), 64500);

        Peer with(int moreFlags) {
            return new Peer(type, flags | moreFlags, distinguisher, address, asNumber);
        }

        byte[] header() {
            ByteBuffer header = ByteBuffer.allocate(PerPeerHeader.LENGTH);
            header.put((byte) type).put((byte) flags).putLong(distinguisher);
            header.put(sixteen(address)).putInt((int) asNumber);
            header.putInt(type == 3 ? 0xc000_0201 : (int) address.low());
            return header.putInt(1_700_000_000).putInt(5).array();
        }
    }

    private Messages() {}

    static byte[] sixteen(Address address) {
        return address.isIpv4()
                ? ByteBuffer.allocate(16).putInt(12, (int) address.low()).array()
                : ByteBuffer.allocate(16).putLong(address.high()).putLong(address.low()).array();
    }

    static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    static byte[] message(int type, byte[]... parts) {
        byte[] body = joined(parts);
        ByteBuffer message = ByteBuffer.allocate(BmpDecoder.HEADER + body.length);
        return message.put((byte) 3).putInt(message.capacity()).put((byte) type).put(body).array();
    }

    static byte[] tlv(int type, byte... value) {
        ByteBuffer tlv = ByteBuffer.allocate(4 + value.length);
        return tlv.putShort((short) type).putShort((short) value.length).put(value).array();
    }

    static byte[] initiation() {
        return message(
                4,
                tlv(1, "FRRouting 8.4.4".getBytes(StandardCharsets.UTF_8)),
                tlv(2, "pe1".getBytes(StandardCharsets.UTF_8)));
    }

    static byte[] bgp(BgpMessage message, SessionFormat format) {
        List<byte[]> encoded = BgpEncoder.encode(message, format);
        if (encoded.size() != 1) {
            throw new IllegalArgumentException("more than one message");
        }
        return encoded.get(0);
    }

    static OpenMessage open(long asNumber, Capability... more) {
        List<Capability> capabilities = new java.util.ArrayList<>(List.of(more));
        capabilities.add(new Capability.Multiprotocol(Family.IPV4_UNICAST));
        capabilities.add(new Capability.FourOctetAs(asNumber));
        return new OpenMessage(asNumber, 90, Address.parse("192.0.2.1"), capabilities);
    }

    static byte[] peerUp(Peer peer) {
        return peerUp(peer, open(64500), open(peer.asNumber()));
    }

    static byte[] peerUp(Peer peer, OpenMessage sent, OpenMessage received) {
        ByteBuffer ends = ByteBuffer.allocate(20);
        ends.put(sixteen(Address.parse("198.51.100.9"))).putShort((short) 179);
        ends.putShort((short) 40_000);
        return message(3, peer.header(), ends.array(), bgp(sent, FOUR), bgp(received, FOUR));
    }

    static byte[] peerDown(Peer peer) {
        return message(2, peer.header(), new byte[] {4});
    }

    static byte[] monitoring(Peer peer, byte[] update) {
        return message(0, peer.header(), update);
    }

    static PathAttributes attributes(Address nextHop, Long... asNumbers) {
        return new PathAttributes(
                Origin.IGP,
                AsPath.sequence(List.of(asNumbers)),
                nextHop,
                null,
                null,
                PathAttributes.Aggregate.NONE,
                PathAttributes.Communities.NONE,
                PathAttributes.Reflection.NONE,
                List.of());
    }

    static UpdateMessage announce(Prefix prefix, long pathId, PathAttributes attributes) {
        Address nextHop = attributes.nextHop();
        if (nextHop == null) {
            throw new IllegalArgumentException("no next hop");
        }
        return new UpdateMessage(
                List.of(),
                List.of(
                        RouteGroup.announced(
                                Family.IPV4_UNICAST, nextHop, List.of(new Nlri(prefix, pathId)))),
                attributes,
                Optional.empty());
    }

    static UpdateMessage withdraw(Prefix prefix, long pathId) {
        return new UpdateMessage(
                List.of(
                        RouteGroup.withdrawn(
                                Family.IPV4_UNICAST, List.of(new Nlri(prefix, pathId)))),
                List.of(),
                PathAttributes.NONE,
                Optional.empty());
    }

    static UpdateMessage endOfRib() {
        return new UpdateMessage(
                List.of(), List.of(), PathAttributes.NONE, Optional.of(Family.IPV4_UNICAST));
    }
}
