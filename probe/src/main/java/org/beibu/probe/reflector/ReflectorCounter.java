package org.beibu.probe.reflector;

import org.beibu.runtime.counters.Counter;

/** What the Session-Reflector counts. */
public enum ReflectorCounter implements Counter {
    RECEIVED("reflector_received", "Packets that came to the Session-Reflector."),
    ANSWERED("reflector_answered", "Packets that the Session-Reflector answered."),
    REFUSED_SHORT(
            "reflector_refused_short",
            "Packets too short to be test packets of the mode: dropped."),
    REFUSED_OVERSIZE("reflector_refused_oversize", "Packets longer than are taken whole: dropped."),
    REFUSED_HMAC(
            "reflector_refused_hmac",
            "Packets that no key in force has signed: dropped in silence."),
    REFUSED_MULTIPLIER(
            "reflector_refused_multiplier",
            "Packets whose Error Estimate has Multiplier 0: dropped (RFC 4656 4.1.2)."),
    REFUSED_SPOOFED(
            "reflector_refused_spoofed",
            "Packets from port 0, from a broadcast, multicast, unspecified or own address, or to a"
                    + " multicast address: dropped."),
    REFUSED_REPLY(
            "reflector_refused_reply",
            "Packets from a reflector's port that look like replies: dropped, since two reflectors"
                    + " would answer each other for ever."),
    REFUSED_SOURCE(
            "reflector_refused_source", "Packets from sources outside the allow-list: dropped."),
    REFUSED_RATE(
            "reflector_refused_rate", "Packets beyond the rate that one source may send: dropped."),
    REFUSED_REPLAYED(
            "reflector_refused_replayed",
            "Signed packets of a session that are older than its window: dropped as replayed."),
    REFUSED_SESSIONS(
            "reflector_refused_sessions",
            "Packets of new sessions while the table of a stateful reflector was full: dropped."),
    DUPLICATES("reflector_duplicates", "Packets of a session that came again: answered."),
    LATE("reflector_late", "Packets of a session that came behind later ones: answered."),
    SESSIONS_OPENED("reflector_sessions_opened", "STAMP sessions that a stateful reflector began."),
    SESSIONS_RESTARTED(
            "reflector_sessions_restarted",
            "Sessions whose sender began again from a lower number at a later time."),
    SESSIONS_EXPIRED("reflector_sessions_expired", "Sessions forgotten after being idle."),
    TLVS_UNRECOGNIZED("reflector_tlvs_unrecognized", "TLVs answered with the flag U."),
    TLVS_MALFORMED("reflector_tlvs_malformed", "Packets with a TLV answered with the flag M."),
    TLVS_INTEGRITY_FAILED(
            "reflector_tlvs_integrity_failed",
            "Packets whose TLVs were answered with the flag I: no, a wrong or a misplaced HMAC TLV."),
    ANSWERS_NOT_SENT("reflector_answers_not_sent", "Answers that the kernel did not take."),
    DROPPED_BY_KERNEL(
            "reflector_dropped_by_kernel",
            "Packets that came while the kernel's buffer of the socket was full."),
    ERRORS("reflector_errors", "Errors of the Session-Reflector itself; each kind is logged once.");

    private final String label;
    private final String help;

    ReflectorCounter(String label, String help) {
        this.label = label;
        this.help = help;
    }

    @Override
    public String label() {
        return label;
    }

    @Override
    public String help() {
        return help;
    }
}
