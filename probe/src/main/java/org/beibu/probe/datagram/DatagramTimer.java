package org.beibu.probe.datagram;

import org.beibu.probe.capture.DecodedPacket;
import org.beibu.probe.passive.Emitter;
import org.beibu.probe.passive.PassiveConfig;
import org.beibu.runtime.counters.Counters;

/** Hands UDP and ICMP packets to the matchers of their method. Owned by the capture thread. */
public final class DatagramTimer {
    /** A timer that hands its timings to this emitter. */
    public DatagramTimer(PassiveConfig config, Emitter emitter, Counters counters) {}

    /** Takes the next UDP, ICMP or ICMPv6 packet of the capture. */
    public void onPacket(DecodedPacket packet) {}
}
