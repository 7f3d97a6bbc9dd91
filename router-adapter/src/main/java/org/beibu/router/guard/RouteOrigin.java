package org.beibu.router.guard;

import org.beibu.router.rib.LearnedPath;
import org.beibu.router.rpki.OriginState;

/** Traffic is not led to an origin that a ROA says is none (RFC 6811). */
final class RouteOrigin implements Guardrail {
    @Override
    public Verdict check(Request request, Situation situation) {
        return request.support()
                .best()
                .filter(path -> invalid(path, situation))
                .map(path -> refused(path))
                .orElseGet(Verdict::allowed);
    }

    private static boolean invalid(LearnedPath path, Situation situation) {
        OriginState state = situation.vrps().validate(path.prefix(), path.attributes().asPath());
        return state == OriginState.INVALID;
    }

    private static Verdict refused(LearnedPath path) {
        return Verdict.refused(
                RefusalReason.RPKI,
                path.prefix() + " by AS_PATH " + path.attributes().asPath() + " is RPKI invalid");
    }
}
