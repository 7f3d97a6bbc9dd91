package org.beibu.probe.trace;

import java.util.Optional;
import java.util.OptionalInt;
import org.beibu.probe.icmp.IcmpError;
import org.beibu.probe.udp.Datagram;
import org.beibu.probe.udp.ErrorReport;

/** The packets of a trace, and which of what comes back answers them. */
public interface TraceProbes extends TraceWire {
    /** The answer that a datagram of the socket is; empty when it answers something else. */
    Optional<TraceAnswer> ofReply(Datagram datagram);

    /** The answer that an ICMP error is; empty when it is about something else. */
    Optional<TraceAnswer> ofReport(ErrorReport report);

    /**
     * The packet that a whole ICMP error quotes, {@link TraceAnswer#UNKNOWN} where it quotes too
     * little to tell; empty when it is about something else.
     */
    OptionalInt ofQuote(IcmpError error);
}
