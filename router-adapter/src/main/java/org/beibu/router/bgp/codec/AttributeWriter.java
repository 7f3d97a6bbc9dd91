package org.beibu.router.bgp.codec;

import org.beibu.model.Address;
import org.beibu.router.bgp.message.Octets;
import org.beibu.router.bgp.message.RouteGroup;
import org.jspecify.annotations.Nullable;

/** Writes path attributes, each with its header, and knows what stands beside them. */
final class AttributeWriter {
    private static final int EXTENDED_LENGTH = 0x10;
    private static final int LONGEST_SHORT = 255;

    private final OctetWriter target;
    private final SessionFormat format;
    private final @Nullable Address nextHop;
    private final @Nullable RouteGroup reach;
    private final @Nullable RouteGroup unreach;

    /**
     * Writes to there.
     *
     * @param nextHop that of the UPDATE's own NLRI field, null where the field is empty
     * @param reach what MP_REACH_NLRI says, null without it
     * @param unreach what MP_UNREACH_NLRI says, null without it
     */
    AttributeWriter(
            OctetWriter target,
            SessionFormat format,
            @Nullable Address nextHop,
            @Nullable RouteGroup reach,
            @Nullable RouteGroup unreach) {
        this.target = target;
        this.format = format;
        this.nextHop = nextHop;
        this.reach = reach;
        this.unreach = unreach;
    }

    SessionFormat format() {
        return format;
    }

    @Nullable Address nextHop() {
        return nextHop;
    }

    @Nullable RouteGroup reach() {
        return reach;
    }

    @Nullable RouteGroup unreach() {
        return unreach;
    }

    /** One attribute; two octets of length only where one cannot say it. */
    void write(int flags, int code, OctetWriter value) {
        header(flags, code, value.size(), target);
        target.all(value);
    }

    /** One attribute with two octets of length whether it needs them or not. */
    void writeExtended(int flags, int code, OctetWriter value) {
        target.u8(flags | EXTENDED_LENGTH);
        target.u8(code);
        target.u16(value.size());
        target.all(value);
    }

    void write(int flags, int code, Octets value) {
        attribute(flags, code, value, target);
    }

    /** An attribute of four octets. */
    void write32(int flags, int code, long value) {
        header(flags, code, 4, target);
        target.u32(value);
    }

    /** Writes an attribute with its header to there. */
    static void attribute(int flags, int code, Octets value, OctetWriter target) {
        header(flags, code, value.size(), target);
        target.octets(value);
    }

    private static void header(int flags, int code, int length, OctetWriter target) {
        boolean extended = length > LONGEST_SHORT;
        target.u8(extended ? flags | EXTENDED_LENGTH : flags & ~EXTENDED_LENGTH);
        target.u8(code);
        if (extended) {
            target.u16(length);
        } else {
            target.u8(length);
        }
    }
}
