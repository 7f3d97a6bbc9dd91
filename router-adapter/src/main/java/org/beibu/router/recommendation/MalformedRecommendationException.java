package org.beibu.router.recommendation;

/** A document that is not read. The message is one line: which recommendation, field and rule. */
public final class MalformedRecommendationException extends Exception {
    private static final long serialVersionUID = 1L;

    /** A refusal with this message. */
    public MalformedRecommendationException(String message) {
        super(message);
    }
}
