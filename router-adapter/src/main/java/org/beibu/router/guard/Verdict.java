package org.beibu.router.guard;

/** What a guardrail, or the chain of them, says to a request. */
public sealed interface Verdict {
    /** Nothing against it. */
    static Verdict allowed() {
        return new Allowed();
    }

    /** Whether nothing is against it. */
    default boolean isAllowed() {
        return this instanceof Allowed;
    }

    /** Nothing against it. */
    record Allowed() implements Verdict {
        @Override
        public String toString() {
            return "allowed";
        }
    }

    /**
     * It must not be.
     *
     * @param reason which guardrail says so
     * @param detail the values that made it say so, for a person
     */
    record Refused(RefusalReason reason, String detail) implements Verdict {
        @Override
        public String toString() {
            return reason + ": " + detail;
        }
    }

    /** A refusal. */
    static Verdict refused(RefusalReason reason, String detail) {
        return new Refused(reason, detail);
    }
}
