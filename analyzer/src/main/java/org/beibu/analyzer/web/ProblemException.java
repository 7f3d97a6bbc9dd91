package org.beibu.analyzer.web;

/** A request that cannot be answered: what is wrong, where, and what the caller can do. */
final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String what;
    private final String where;
    private final String fix;

    ProblemException(int status, String what, String where, String fix) {
        super(what + ": " + where + ": " + fix);
        this.status = status;
        this.what = what;
        this.where = where;
        this.fix = fix;
    }

    static ProblemException badRequest(String what, String where, String fix) {
        return new ProblemException(400, what, where, fix);
    }

    int status() {
        return status;
    }

    String what() {
        return what;
    }

    String where() {
        return where;
    }

    String fix() {
        return fix;
    }
}
