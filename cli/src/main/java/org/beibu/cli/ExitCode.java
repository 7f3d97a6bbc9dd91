package org.beibu.cli;

/** How a command ends, as the calling program sees it. Published: codes never change meaning. */
public final class ExitCode {
    /** Done. */
    public static final int OK = 0;

    /** It was tried and failed. */
    public static final int FAILURE = 1;

    /** The command line is wrong, or an input file cannot be read as what it should be. */
    public static final int USAGE = 2;

    /** Done, but there is nothing to show, or no plan that carries the load. */
    public static final int NO_DATA = 3;

    /** The reflector or daemon that should answer does not. */
    public static final int UNREACHABLE = 4;

    /** The system does not permit it, for example capturing without CAP_NET_RAW. */
    public static final int NOT_PERMITTED = 5;

    /** Somebody else holds what is needed, or it has changed or expired meanwhile. */
    public static final int CONFLICT = 6;

    /** The configuration is wrong (EX_CONFIG of sysexits.h); a service manager must not restart. */
    public static final int BAD_CONFIG = 78;

    /** The reader of standard output went away; what a shell reports for SIGPIPE. */
    public static final int BROKEN_PIPE = 141;

    private ExitCode() {}
}
