package org.beibu.router.bgp.codec;

import java.util.ArrayList;
import java.util.List;
import org.beibu.model.Address;
import org.beibu.router.bgp.message.Family;
import org.beibu.router.bgp.message.Nlri;
import org.beibu.router.bgp.message.Octets;
import org.beibu.router.bgp.message.PathAttributes;
import org.beibu.router.bgp.message.RouteGroup;
import org.beibu.router.bgp.message.UpdateMessage;
import org.jspecify.annotations.Nullable;

/**
 * UPDATE onto the wire, layout as in {@link UpdateDecoder}. IPv4 unicast prefixes stand in the
 * message's own fields, with an IPv6 next hop (RFC 8950) and all other families in attributes 14
 * and 15. Attributes ascend by code, 14 and 15 among them: RFC 7606 section 5.1 would have those
 * two first, so that they are found when another one is broken; ours are not broken, and ascending
 * is what ExaBGP and GoBGP write and what RFC 4271 section 5 asks for.
 */
final class UpdateEncoder {
    private static final int FIXED = BgpHeader.LENGTH + 4;

    private final SessionFormat format;
    private final PathAttributes attributes;
    private final List<byte[]> messages = new ArrayList<>(1);

    private UpdateEncoder(UpdateMessage update, SessionFormat format) {
        this.format = format;
        this.attributes = update.attributes();
    }

    /** What one message says: null where a place is empty. */
    private record Places(
            @Nullable RouteGroup ownWithdrawn,
            @Nullable RouteGroup unreach,
            @Nullable RouteGroup ownAnnounced,
            @Nullable RouteGroup reach) {
        static final Places EMPTY = new Places(null, null, null, null);

        static Places ofWithdrawn(RouteGroup group) {
            return isOwn(group, true)
                    ? new Places(group, null, null, null)
                    : new Places(null, group, null, null);
        }

        static Places ofAnnounced(RouteGroup group) {
            return isOwn(group, false)
                    ? new Places(null, null, group, null)
                    : new Places(null, null, null, group);
        }

        /** Both together, null where they want the same place. */
        @Nullable Places and(Places other) {
            boolean clash =
                    (ownWithdrawn != null && other.ownWithdrawn != null)
                            || (unreach != null && other.unreach != null)
                            || (ownAnnounced != null && other.ownAnnounced != null)
                            || (reach != null && other.reach != null);
            return clash
                    ? null
                    : new Places(
                            either(ownWithdrawn, other.ownWithdrawn),
                            either(unreach, other.unreach),
                            either(ownAnnounced, other.ownAnnounced),
                            either(reach, other.reach));
        }

        private static @Nullable RouteGroup either(
                @Nullable RouteGroup one, @Nullable RouteGroup other) {
            return one != null ? one : other;
        }
    }

    private static boolean isOwn(RouteGroup group, boolean withdrawn) {
        Address nextHop = group.nextHop();
        return group.family().equals(Family.IPV4_UNICAST)
                && (withdrawn || (nextHop != null && nextHop.isIpv4()));
    }

    static List<byte[]> encode(UpdateMessage update, SessionFormat format) {
        update.announced().forEach(group -> requireWhole(group, update.attributes()));
        UpdateEncoder encoder = new UpdateEncoder(update, format);
        if (update.withdrawn().isEmpty() && update.announced().isEmpty()) {
            encoder.withoutPrefixes(update);
        } else if (!encoder.inOneMessage(update)) {
            encoder.inSeveral(update);
        }
        return List.copyOf(encoder.messages);
    }

    /** What a peer would answer by a reset or by withdrawing it never leaves us. */
    private static void requireWhole(RouteGroup group, PathAttributes attributes) {
        boolean hasNextHop = group.nextHop() != null || !group.family().isUnicast();
        if (!hasNextHop || attributes.origin() == null || attributes.asPath() == null) {
            throw new IllegalArgumentException(
                    "announced without next hop, ORIGIN or AS_PATH: " + group + " " + attributes);
        }
    }

    /** An End-of-RIB marker, or attributes alone; never the one by accident for the other. */
    private void withoutPrefixes(UpdateMessage update) {
        if (update.endOfRib().isPresent()) {
            Family family = update.endOfRib().get();
            boolean own = family.equals(Family.IPV4_UNICAST);
            RouteGroup none = own ? null : RouteGroup.withdrawn(family, List.of());
            add(message(new Places(null, none, null, null), PathAttributes.NONE));
        } else if (!attributes.equals(PathAttributes.NONE)) {
            add(message(Places.EMPTY, attributes));
        }
    }

    /** Whether all of it went into one message. */
    private boolean inOneMessage(UpdateMessage update) {
        Places places = Places.EMPTY;
        for (RouteGroup group : update.withdrawn()) {
            places = places == null ? null : places.and(Places.ofWithdrawn(group));
        }
        for (RouteGroup group : update.announced()) {
            places = places == null ? null : places.and(Places.ofAnnounced(group));
        }
        if (places == null || !mayFit(update)) {
            return false;
        }
        byte[] message = message(places, attributes);
        return message.length <= format.longestMessage() && messages.add(message);
    }

    /** Saves writing what is too long by its prefixes alone. */
    private boolean mayFit(UpdateMessage update) {
        long size = FIXED;
        for (RouteGroup group : update.withdrawn()) {
            size += group.nlri().size();
        }
        for (RouteGroup group : update.announced()) {
            size += group.nlri().size();
        }
        return size <= format.longestMessage();
    }

    /** Withdrawals first, so that no prefix is both here and gone at the end. */
    private void inSeveral(UpdateMessage update) {
        for (RouteGroup group : update.withdrawn()) {
            Places without = Places.ofWithdrawn(group.with(List.of(), Octets.NONE));
            int room = room(message(without, PathAttributes.NONE));
            for (RouteGroup part : split(group, room)) {
                add(message(Places.ofWithdrawn(part), PathAttributes.NONE));
            }
        }
        for (RouteGroup group : update.announced()) {
            Places without = Places.ofAnnounced(group.with(List.of(), Octets.NONE));
            int room = room(message(without, attributes));
            for (RouteGroup part : split(group, room)) {
                add(message(Places.ofAnnounced(part), attributes));
            }
        }
    }

    /** The octets left for prefixes; one less, as attribute 14 or 15 may need a longer header. */
    private int room(byte[] withoutPrefixes) {
        return format.longestMessage() - withoutPrefixes.length - 1;
    }

    private List<RouteGroup> split(RouteGroup group, int room) {
        boolean addPath = format.addPathSend().contains(group.family());
        List<RouteGroup> parts = new ArrayList<>();
        List<Nlri> prefixes = group.nlri();
        int from = 0;
        int size = 0;
        for (int i = 0; i < prefixes.size(); i++) {
            int next = NlriCodec.size(prefixes.get(i), addPath);
            if (size + next > room && i > from) {
                parts.add(group.with(prefixes.subList(from, i), Octets.NONE));
                from = i;
                size = 0;
            }
            size += next;
        }
        if (from < prefixes.size()) {
            parts.add(group.with(prefixes.subList(from, prefixes.size()), Octets.NONE));
        }
        if (group.opaque().size() > 0) { // not taken apart: only their families know how
            parts.add(group.with(List.of(), group.opaque()));
        }
        return parts;
    }

    private void add(byte[] message) {
        if (message.length > format.longestMessage()) {
            throw new IllegalArgumentException(
                    "an UPDATE of "
                            + message.length
                            + " octets, its attributes leave no room for a prefix in "
                            + format.longestMessage());
        }
        messages.add(message);
    }

    private byte[] message(Places places, PathAttributes attributes) {
        OctetWriter body = new OctetWriter();
        OctetWriter withdrawn = new OctetWriter();
        ownField(places.ownWithdrawn(), withdrawn);
        body.u16(withdrawn.size());
        body.all(withdrawn);
        RouteGroup own = places.ownAnnounced();
        OctetWriter attributesField = new OctetWriter();
        AttributeCodec.encode(
                attributes,
                new AttributeWriter(
                        attributesField,
                        format,
                        own == null ? null : own.nextHop(),
                        places.reach(),
                        places.unreach()));
        body.u16(attributesField.size());
        body.all(attributesField);
        ownField(own, body);
        return BgpHeader.message(BgpHeader.UPDATE, body);
    }

    private void ownField(@Nullable RouteGroup group, OctetWriter field) {
        if (group != null) {
            boolean addPath = format.addPathSend().contains(Family.IPV4_UNICAST);
            NlriCodec.encode(group, addPath, field);
        }
    }
}
