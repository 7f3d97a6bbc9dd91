package org.beibu.router.pulse;

import java.util.Locale;
import org.beibu.runtime.counters.Counter;

/** What the watch of the probes counts. */
public enum PulseCounter implements Counter {
    PROBES_LOST("Times that packets of an AseanRoute stopped to come back through an exit."),
    PROBES_BACK("Times that they came back again."),
    PULSES_READ("Times that a probe told how its sessions do."),
    PULSE_FAILURES("Times that it could not be asked or understood.");

    private final String help;

    PulseCounter(String help) {
        this.help = help;
    }

    @Override
    public String label() {
        return "router_" + name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String help() {
        return help;
    }
}
