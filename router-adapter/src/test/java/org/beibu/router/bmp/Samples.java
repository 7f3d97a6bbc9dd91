package org.beibu.router.bmp;

import org.beibu.model.Prefix;
import org.beibu.router.bmp.Messages.Peer;

/** Whole streams for tests outside this package. */
public final class Samples {
    /** The prefix in all of them. */
    public static final Prefix P = Prefix.parse("203.0.113.0/24");

    private Samples() {}

    /** Initiation, one peer, and its path to {@link #P} after policy. */
    public static byte[] onePath() {
        return Messages.joined(Messages.initiation(), Messages.peerUp(Peer.A), path(P));
    }

    /** One more path of the same peer. */
    public static byte[] path(Prefix prefix) {
        return Messages.monitoring(
                Peer.A.with(Messages.POST),
                Messages.bgp(
                        Messages.announce(prefix, 0, Messages.attributes(Peer.A.address(), 64511L)),
                        Messages.FOUR));
    }

    /** Termination. */
    public static byte[] termination() {
        return Messages.message(5, Messages.tlv(1, (byte) 0, (byte) 0));
    }
}
