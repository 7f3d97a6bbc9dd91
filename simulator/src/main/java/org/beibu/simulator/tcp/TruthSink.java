package org.beibu.simulator.tcp;

import org.beibu.model.Address;
import org.beibu.model.Method;
import org.beibu.model.QualityClass;

/** Takes the true timings in the order of the packets that complete them. */
public interface TruthSink {
    /** A timing that is unambiguous: a correct tool reports it. */
    void onTiming(Timing timing);

    /** A timing that is right, but that a careful tool may leave out. */
    void onDoubtfulTiming(Timing timing);

    /**
     * A true timing, with what {@code beibu rtt} prints of it.
     *
     * @param epochNanos when the packet that completes it passed the capture point
     * @param method the method
     * @param delayNanos the delay
     * @param host address of the host that was waited for
     * @param hostPort its port
     * @param peer address of the other end
     * @param peerPort its port
     * @param qualityClass what it may hold besides the delay of the network
     */
    record Timing(
            long epochNanos,
            Method method,
            long delayNanos,
            Address host,
            int hostPort,
            Address peer,
            int peerPort,
            QualityClass qualityClass) {}
}
