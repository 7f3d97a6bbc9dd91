package org.beibu.router.bgp.session;

import org.beibu.router.bgp.message.BgpMessage;
import org.beibu.router.bgp.message.KeepaliveMessage;
import org.beibu.router.bgp.message.NotificationMessage;
import org.beibu.router.bgp.message.OpenMessage;
import org.beibu.router.bgp.message.UpdateMessage;

/**
 * The events of RFC 4271 section 8.1 that one connection may meet.
 *
 * <p>Not among them: 3 and 5, since peer oscillations are always damped; 12 and 20, for there is no
 * DelayOpenTimer; 14 and 15, for the transport closes what comes from an unknown source before it
 * has a machine.
 */
public sealed interface Event {
    /** The RFC's number of this event on that side; 0 for ROUTE-REFRESH, which it does not know. */
    int number(Side side);

    /** ManualStart (1), or AutomaticStart with DampPeerOscillations (6); passive: 4 and 7. */
    record Start(boolean manual) implements Event {
        @Override
        public int number(Side side) {
            return side == Side.OUTGOING ? manual ? 1 : 6 : manual ? 4 : 7;
        }
    }

    /**
     * ManualStop (2) or AutomaticStop (8).
     *
     * @param manual whether an operator has asked for it
     * @param notice what the router is told
     */
    record Stop(boolean manual, NotificationMessage notice) implements Event {
        @Override
        public int number(Side side) {
            return manual ? 2 : 8;
        }
    }

    /** A timer has run out (9, 10, 11, 13). */
    record Expired(SessionTimer timer) implements Event {
        @Override
        public int number(Side side) {
            return switch (timer) {
                case CONNECT_RETRY -> 9;
                case HOLD -> 10;
                case KEEPALIVE -> 11;
                case IDLE_HOLD -> 13;
            };
        }
    }

    /** The TCP connection is there: Tcp_CR_Acked (16), or TcpConnectionConfirmed (17). */
    record Connected() implements Event {
        @Override
        public int number(Side side) {
            return side == Side.OUTGOING ? 16 : 17;
        }
    }

    /** It could not be opened, or has ended (18). */
    record Failed(String reason) implements Event {
        @Override
        public int number(Side side) {
            return 18;
        }
    }

    /** A message has come (19, 24 to 27). */
    record Received(BgpMessage message) implements Event {
        @Override
        public int number(Side side) {
            if (message instanceof OpenMessage) {
                return 19;
            }
            if (message instanceof NotificationMessage notification) {
                return notification.code() == 2 && notification.subcode() == 1 ? 24 : 25;
            }
            return message instanceof KeepaliveMessage
                    ? 26
                    : message instanceof UpdateMessage ? 27 : 0;
        }
    }

    /**
     * Octets have come that are no good message (21, 22, 28).
     *
     * @param answer what the router is told
     * @param reason what was wrong
     */
    record Malformed(NotificationMessage answer, String reason) implements Event {
        @Override
        public int number(Side side) {
            return switch (answer.code()) {
                case 1 -> 21;
                case 2 -> 22;
                default -> 28;
            };
        }
    }

    /** This connection has lost against the other one (23). */
    record CollisionDump() implements Event {
        @Override
        public int number(Side side) {
            return 23;
        }
    }
}
