package org.beibu.router.rpki;

import java.util.Locale;
import org.beibu.runtime.counters.Counter;

/** What an RTR client counts. */
public enum RtrCounter implements Counter {
    /** A connection was made. */
    RTR_CONNECTED("Connections made to an RTR cache."),
    /** A connection failed or ended. */
    RTR_DISCONNECTED("Connections to an RTR cache that failed or ended."),
    /** A rule was broken. */
    RTR_FAULTS("RTR sessions ended because one side broke a rule."),
    /** A whole table came. */
    RTR_TABLES("Tables of validated ROA payloads taken from an RTR cache."),
    /** The table grew too old. */
    RTR_EXPIRED(
            "Tables of validated ROA payloads dropped because their cache was silent too long.");

    private final String help;

    RtrCounter(String help) {
        this.help = help;
    }

    @Override
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String help() {
        return help;
    }
}
