package org.beibu.router.steer;

/**
 * What became of something that was asked for.
 *
 * @param done whether it was done
 * @param line what was done, or why not, for a person
 */
public record Outcome(boolean done, String line) {
    static Outcome done(String line) {
        return new Outcome(true, line);
    }

    static Outcome refused(String line) {
        return new Outcome(false, line);
    }
}
