package org.beibu.router.steer;

import java.util.List;
import java.util.Optional;
import org.beibu.router.recommendation.Recommendation;

/**
 * A live recommendation and what has become of it.
 *
 * @param recommendation its latest issue
 * @param approvedBy who released it
 * @param leaseNanos how long it lives without fresh evidence
 * @param prefixes how it stands with each prefix on each router
 */
public record RecommendationStatus(
        Recommendation recommendation,
        Optional<String> approvedBy,
        long leaseNanos,
        List<PrefixStatus> prefixes) {
    public RecommendationStatus {
        prefixes = List.copyOf(prefixes);
    }
}
