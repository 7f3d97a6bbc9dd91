package org.beibu.router.bgp.codec;

import java.util.List;
import org.beibu.router.bgp.message.PathAttributes;
import org.beibu.router.bgp.message.RouteGroup;
import org.jspecify.annotations.Nullable;

/**
 * Path attributes as read.
 *
 * @param attributes all but reachability
 * @param reach MP_REACH_NLRI, null where there is none
 * @param unreach MP_UNREACH_NLRI, null where there is none
 * @param faults what was wrong, in the order found
 * @param refusal why the session has to end, null where it has not; the rest is then incomplete
 */
public record DecodedAttributes(
        PathAttributes attributes,
        @Nullable RouteGroup reach,
        @Nullable RouteGroup unreach,
        List<AttributeFault> faults,
        Decoded.@Nullable Bad refusal) {
    public DecodedAttributes {
        faults = List.copyOf(faults);
    }

    /** The strongest reaction to the faults. */
    public Reaction reaction() {
        Reaction strongest = Reaction.NONE;
        for (AttributeFault fault : faults) {
            strongest = strongest.or(fault.reaction());
        }
        return strongest;
    }
}
