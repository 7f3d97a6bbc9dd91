package org.beibu.router.rpki;

import org.beibu.model.Prefix;

/**
 * A validated ROA payload: the AS may originate the prefix and what is inside it up to a length.
 *
 * @param prefix the prefix
 * @param maxLength the longest length allowed
 * @param asNumber the AS; 0 stands for none at all (RFC 6483)
 */
public record Vrp(Prefix prefix, int maxLength, long asNumber) implements Comparable<Vrp> {
    public Vrp {
        int longest = prefix.isIpv4() ? 32 : 128;
        if (maxLength < prefix.length() || maxLength > longest) {
            throw new IllegalArgumentException(
                    "max length " + maxLength + " of " + prefix + " is not from its length on");
        }
        if (asNumber < 0 || asNumber > 0xffff_ffffL) {
            throw new IllegalArgumentException("not an AS number: " + asNumber);
        }
    }

    /** Shorter prefixes first, then by address, length allowed and AS. */
    @Override
    public int compareTo(Vrp other) {
        int by = Integer.compare(prefix.mappedLength(), other.prefix.mappedLength());
        by = by != 0 ? by : prefix.compareTo(other.prefix);
        by = by != 0 ? by : Integer.compare(maxLength, other.maxLength);
        return by != 0 ? by : Long.compare(asNumber, other.asNumber);
    }

    @Override
    public String toString() {
        return prefix + "-" + maxLength + " AS" + asNumber;
    }
}
