package org.beibu.probe.capture;

/** Takes packets from a {@link PacketSource}. */
@FunctionalInterface
public interface PacketHandler {
    /** Called once a packet; the flyweight is valid during the call only. */
    void onPacket(CapturedPacket packet);
}
