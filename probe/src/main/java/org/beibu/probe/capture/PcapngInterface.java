package org.beibu.probe.capture;

/**
 * An interface of a pcapng file, as its Interface Description Block describes it.
 *
 * @param name its if_name option, or a number where it has none
 * @param linkType LINKTYPE_ value of its packets
 * @param snapLength most octets captured of a packet; 0 = no limit
 * @param scale how it counts time
 */
record PcapngInterface(String name, int linkType, int snapLength, TimestampScale scale) {}
