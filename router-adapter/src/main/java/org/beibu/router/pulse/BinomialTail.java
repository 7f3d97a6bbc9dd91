package org.beibu.router.pulse;

/**
 * How likely so many losses or more are, when each packet is lost with the same chance:
 *
 * <pre>
 *   P(X >= k) = 1 - sum over i &lt; k of C(n, i) p^i (1 - p)^(n - i)
 * </pre>
 *
 * <p>Each term is made from the one before it, beginning with the logarithm of (1 - p)^n. Where
 * losses come in runs the truth is larger.
 */
final class BinomialTail {
    private BinomialTail() {}

    /** P(X >= lost) for so many packets that are each lost with chance p, 0 &lt; p &lt; 1. */
    static double atLeast(long lost, long sent, double p) {
        double logTerm = sent * Math.log1p(-p);
        double odds = Math.log(p) - Math.log1p(-p);
        double below = 0;
        for (long i = 0; i < lost; i++) {
            below += Math.exp(logTerm);
            logTerm += Math.log((double) (sent - i) / (i + 1)) + odds;
        }
        return Math.max(0, 1 - below);
    }
}
