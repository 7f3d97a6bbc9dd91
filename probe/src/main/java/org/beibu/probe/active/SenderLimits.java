package org.beibu.probe.active;

import org.beibu.runtime.config.ConfigException;
import org.beibu.runtime.config.ConfigSection;

/**
 * What the sender keeps to while it runs.
 *
 * @param traces when traces of sessions' paths are made
 * @param targetRate packets a second to one target that need not expect them
 */
public record SenderLimits(TraceSettings traces, long targetRate) {
    /** Everything at its default. */
    public static final SenderLimits DEFAULT =
            new SenderLimits(TraceSettings.DEFAULT, SessionSettings.DEFAULT_TARGET_RATE);

    /**
     * What the file says.
     *
     * @throws ConfigException naming line and column
     */
    public static SenderLimits from(ConfigSection section) throws ConfigException {
        return new SenderLimits(TraceSettings.from(section), SessionSettings.targetRate(section));
    }
}
