package org.beibu.analyzer.slo;

/** Which target was missed. */
public enum Breach {
    /** The 95th percentile of the round-trip delay. */
    DELAY("p95"),
    /** The packet delay variation p95 - p50. */
    SPREAD("spread"),
    /** The share of lost packets. */
    LOSS("loss");

    private final String text;

    Breach(String text) {
        this.text = text;
    }

    /** The name in outputs and JSON. */
    @Override
    public String toString() {
        return text;
    }
}
