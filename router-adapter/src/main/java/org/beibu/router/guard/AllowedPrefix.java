package org.beibu.router.guard;

import java.util.Optional;
import org.beibu.model.Prefix;

/** Only prefixes that an operator has named, of usual length, never a default, bogon or own one. */
final class AllowedPrefix implements Guardrail {
    private final GuardConfig.Prefixes limits;

    AllowedPrefix(GuardConfig.Prefixes limits) {
        this.limits = limits;
    }

    @Override
    public Verdict check(Request request, Situation situation) {
        Prefix prefix = request.prefix();
        if (prefix.length() == 0) {
            return refused("a default route is never announced");
        }
        GuardConfig.Lengths lengths = prefix.isIpv4() ? limits.ipv4() : limits.ipv6();
        if (prefix.length() < lengths.shortest() || prefix.length() > lengths.longest()) {
            return refused(prefix + " is not /" + lengths.shortest() + " to /" + lengths.longest());
        }
        Optional<Prefix> allowed =
                limits.allowed().stream().filter(a -> Bogons.isInside(prefix, a)).findFirst();
        if (allowed.isEmpty()) {
            return refused(prefix + " is not on the allow-list");
        }
        for (Prefix own : limits.own()) {
            if (Bogons.isInside(prefix, own) || Bogons.isInside(own, prefix)) {
                return refused(prefix + " is our own: " + own);
            }
        }
        return Bogons.check(prefix, allowed.get())
                .map(AllowedPrefix::refused)
                .orElseGet(Verdict::allowed);
    }

    private static Verdict refused(String detail) {
        return Verdict.refused(RefusalReason.PREFIX, detail);
    }
}
