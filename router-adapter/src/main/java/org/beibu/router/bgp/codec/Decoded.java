package org.beibu.router.bgp.codec;

import java.util.List;
import org.beibu.router.bgp.message.BgpMessage;
import org.beibu.router.bgp.message.NotificationMessage;
import org.beibu.router.bgp.message.Octets;

/** What became of the octets of one message. */
public sealed interface Decoded {

    /**
     * A message that may be acted upon as it stands.
     *
     * @param message the message; its announced routes are already withdrawn ones where the
     *     reaction is {@link Reaction#TREAT_AS_WITHDRAW}
     * @param faults what was wrong, in the order found
     * @param reaction the strongest reaction to them
     */
    record Good(BgpMessage message, List<AttributeFault> faults, Reaction reaction)
            implements Decoded {
        public Good {
            faults = List.copyOf(faults);
        }

        /** A message without fault. */
        static Good of(BgpMessage message) {
            return new Good(message, List.of(), Reaction.NONE);
        }
    }

    /**
     * A message that ends the session.
     *
     * @param answer what the peer is told
     * @param reason the same for our log
     */
    record Bad(NotificationMessage answer, String reason) implements Decoded {
        static Bad of(int code, int subcode, Octets data, String reason) {
            return new Bad(new NotificationMessage(code, subcode, data), reason);
        }

        static Bad of(int code, int subcode, String reason) {
            return of(code, subcode, Octets.NONE, reason);
        }
    }
}
