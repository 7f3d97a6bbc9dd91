package org.beibu.analyzer.recommend.price;

import java.util.function.LongSupplier;

/** The moment at which a run ends whatever its budgets say. */
record Deadline(LongSupplier nanoTime, long atNanos) {

    /** So many nanoseconds from now. */
    static Deadline after(LongSupplier nanoTime, long nanos) {
        return new Deadline(nanoTime, nanoTime.getAsLong() + nanos);
    }

    boolean isOver() {
        return nanoTime.getAsLong() - atNanos >= 0;
    }
}
