package org.beibu.runtime.agents;

import java.util.HashSet;
import java.util.Set;
import org.agrona.ErrorHandler;
import org.beibu.runtime.counters.Counter;
import org.beibu.runtime.counters.Counters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts every error of an agent and logs each kind once, so that an error in a loop does not fill
 * the log. A kind is the exception's class and the place where it was thrown. Owned by the agent's
 * thread.
 */
public final class ErrorLog implements ErrorHandler {
    /** Kinds remembered; later ones are only counted. */
    private static final int MOST_KINDS = 256;

    private static final Logger LOG = LoggerFactory.getLogger(ErrorLog.class);

    private final String agent;
    private final Counters counters;
    private final Counter errors;
    private final Set<String> seen = new HashSet<>();

    /** A log for the agent of this name, which counts with this counter. */
    public ErrorLog(String agent, Counters counters, Counter errors) {
        this.agent = agent;
        this.counters = counters;
        this.errors = errors;
    }

    @Override
    public void onError(Throwable error) {
        counters.addShared(errors, 1);
        StackTraceElement[] trace = error.getStackTrace();
        String kind = error.getClass().getName() + (trace.length == 0 ? "" : trace[0].toString());
        if (seen.size() < MOST_KINDS && seen.add(kind)) {
            LOG.error(
                    "{}: {} (further ones like this are only counted, as {})",
                    agent,
                    error.getMessage(),
                    errors.label(),
                    error);
        }
    }
}
