package org.beibu.simulator.file;

/** The capture formats that can be written. */
public enum CaptureFormat {
    /** The classic format with nanosecond times (magic a1b23c4d). */
    PCAP,
    /** Sections, interfaces and blocks; nanoseconds by if_tsresol. */
    PCAPNG
}
