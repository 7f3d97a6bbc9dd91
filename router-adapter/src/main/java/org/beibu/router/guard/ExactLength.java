package org.beibu.router.guard;

import org.beibu.model.Address;
import org.beibu.model.Prefix;
import org.beibu.router.rib.RibView;

/** A learned prefix is never split and never covered: the route of the leaks of 2019 and before. */
final class ExactLength implements Guardrail {
    @Override
    public Verdict check(Request request, Situation situation) {
        if (request.support().held()) {
            return Verdict.allowed();
        }
        Prefix prefix = request.prefix();
        RibView rib = situation.rib();
        Address address = new Address(prefix.high(), prefix.low());
        for (int length = prefix.length() - 1; length > 0; length--) {
            Prefix above = Prefix.containing(address, length);
            if (!rib.paths(request.router(), above).isEmpty()) {
                return refused("more specific than " + above + ", which the router holds");
            }
        }
        return rib.inside(request.router(), prefix)
                .map(below -> refused("less specific than " + below + ", which the router holds"))
                .orElseGet(Verdict::allowed);
    }

    private static Verdict refused(String detail) {
        return Verdict.refused(RefusalReason.NOT_EXACT, detail);
    }
}
