package org.beibu.router.guard;

import org.beibu.model.Address;
import org.beibu.router.bgp.message.LargeCommunity;
import org.beibu.router.bgp.message.PathAttributes;

/**
 * By what our own announcements are known.
 *
 * @param asNumber our AS
 * @param bgpId our BGP Identifier
 * @param marker the marker community of every override
 */
public record OwnMarks(long asNumber, Address bgpId, int marker) {
    /** The large community that carries this change id. */
    public LargeCommunity changeCommunity(long changeId) {
        return new LargeCommunity(asNumber, function(), changeId);
    }

    private long function() {
        return marker & 0xffffL;
    }

    /** Whether a path is an override of ours: any one mark is enough. */
    public boolean areOn(PathAttributes attributes) {
        return attributes.communities().plain().contains(marker)
                || attributes.communities().large().stream()
                        .anyMatch(c -> c.global() == asNumber && c.first() == function())
                || bgpId.equals(attributes.reflection().originatorId());
    }
}
