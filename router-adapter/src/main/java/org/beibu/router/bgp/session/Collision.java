package org.beibu.router.bgp.session;

import org.beibu.model.Address;
import org.beibu.router.bgp.message.OpenMessage;
import org.jspecify.annotations.Nullable;

/** Which of a router's two connections is kept (RFC 4271 section 6.8, RFC 6286, RFC 4724). */
final class Collision {

    private Collision() {}

    /**
     * The side that has to go, null when none has to yet.
     *
     * @param opened the connection that has just received its OPEN
     * @param other the router's other one
     */
    static @Nullable Side loser(
            ConnectionState opened, ConnectionState other, SessionConfig.Speaker speaker) {
        return switch (other.phase()) {
            // Until its OPEN has come nobody knows whose the other connection is.
            case IDLE, CONNECT, ACTIVE, OPEN_SENT -> null;
            case OPEN_CONFIRM -> byIdentifier(opened.agreed().peer(), speaker);
            case ESTABLISHED ->
                    Negotiation.restartsGracefully(other.agreed().peer())
                            ? other.side() // it has restarted (RFC 4724 section 4.2)
                            : opened.side();
        };
    }

    /**
     * The connection is kept that was opened by the speaker of the higher identifier. Equal ones
     * would be compared by AS number, but two speakers of one AS never have equal ones.
     */
    private static Side byIdentifier(OpenMessage peer, SessionConfig.Speaker speaker) {
        Address ours = speaker.bgpId();
        return ours.compareTo(peer.bgpId()) < 0 ? Side.OUTGOING : Side.INCOMING;
    }
}
