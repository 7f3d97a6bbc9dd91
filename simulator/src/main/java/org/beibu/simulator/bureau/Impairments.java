package org.beibu.simulator.bureau;

import java.util.EnumMap;
import java.util.Map;

/** The share of each {@link Impairment}. Immutable. */
public final class Impairments {
    private final Map<Impairment, Double> shares;

    private Impairments(Map<Impairment, Double> shares) {
        this.shares = shares;
    }

    /** A network without fault or quirk. */
    public static Impairments none() {
        return new Impairments(new EnumMap<>(Impairment.class));
    }

    /** A little of what every network has: enough to make timings not trivial. */
    public static Impairments mild() {
        Impairments mild = none();
        for (Impairment impairment : Impairment.values()) {
            mild = mild.with(impairment, impairment.mildShare());
        }
        return mild;
    }

    /** These impairments with another share of one of them. */
    public Impairments with(Impairment impairment, double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException(
                    "share of " + impairment + " must be from 0 to 1: " + share);
        }
        Map<Impairment, Double> changed = new EnumMap<>(Impairment.class);
        changed.putAll(shares);
        changed.put(impairment, share);
        return new Impairments(changed);
    }

    /** The share of an impairment, 0 to 1. */
    public double share(Impairment impairment) {
        return shares.getOrDefault(impairment, 0.0);
    }

    /** All shares, as {@code loss=0.004, ...}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (Impairment impairment : Impairment.values()) {
            text.append(text.isEmpty() ? "" : ", ")
                    .append(impairment)
                    .append('=')
                    .append(share(impairment));
        }
        return text.toString();
    }
}
