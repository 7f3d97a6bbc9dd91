package org.beibu.router.recommendation;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An offer to move an AseanRoute's prefixes to another exit, with its reasons.
 *
 * @param id its name, the same when it is issued again with fresh evidence
 * @param issued when it was issued
 * @param expires when it must not be followed any more
 * @param move what is to be moved where
 * @param evidence why
 * @param trafficShare share of the bureau's traffic that is moved, 0 to 1
 * @param probes how well the other exit is watched
 * @param mode a hint: followed only where it is more cautious than the configuration
 */
public record Recommendation(
        String id,
        Instant issued,
        Instant expires,
        Move move,
        Evidence evidence,
        double trafficShare,
        Probes probes,
        Optional<Mode> mode) {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{0,63}");

    public Recommendation {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException(
                    "id must be 1 to 64 of A-Z, a-z, 0-9, '.', '_', ':' and '-'");
        }
        if (!expires.isAfter(issued)) {
            throw new IllegalArgumentException("expires must be later than issued");
        }
        if (probes.last().isAfter(issued)) {
            throw new IllegalArgumentException("probes.last must not be later than issued");
        }
        if (!(trafficShare >= 0 && trafficShare <= 1)) {
            throw new IllegalArgumentException("traffic_share is 0 to 1, not " + trafficShare);
        }
    }
}
