package org.beibu.probe.passive;

import org.beibu.model.Address;
import org.beibu.model.Method;

/** Builds {@link PassiveTiming}s for tests of what takes them. */
public final class TimingBuilder {
    private TimingBuilder() {}

    public static PassiveTiming timing(
            long epochNanos, Method method, long delayNanos, Address host, Address peer) {
        PassiveTiming timing = new PassiveTiming();
        timing.epochNanos = epochNanos;
        timing.method = method;
        timing.delayNanos = delayNanos;
        timing.hostHigh = host.high();
        timing.hostLow = host.low();
        timing.hostPort = 443;
        timing.peerHigh = peer.high();
        timing.peerLow = peer.low();
        timing.peerPort = 40000;
        return timing;
    }
}
