package org.beibu.cli.doctor;

import java.util.List;

/**
 * What one check found.
 *
 * @param state how it stands
 * @param subject what was looked at
 * @param detail what was seen, in one line
 * @param remedy the command that mends it, empty where there is nothing to mend
 * @param safe whether it may be run without asking: it interrupts nothing and can be taken back
 */
public record Finding(
        State state, String subject, String detail, List<String> remedy, boolean safe) {
    /** How a thing stands. */
    public enum State {
        OK,
        WARN,
        FAIL
    }

    public Finding {
        remedy = List.copyOf(remedy);
    }

    /** What is as it should be. */
    public static Finding of(String subject, String detail) {
        return ok(subject, detail);
    }

    /** What is wrong and only a person can mend. */
    public static Finding wrong(String subject, String detail) {
        return fail(subject, detail);
    }

    static Finding ok(String subject, String detail) {
        return new Finding(State.OK, subject, detail, List.of(), false);
    }

    static Finding warn(String subject, String detail, String... remedy) {
        return new Finding(State.WARN, subject, detail, List.of(remedy), false);
    }

    static Finding fail(String subject, String detail, String... remedy) {
        return new Finding(State.FAIL, subject, detail, List.of(remedy), false);
    }

    Finding safely() {
        return new Finding(state, subject, detail, remedy, true);
    }
}
