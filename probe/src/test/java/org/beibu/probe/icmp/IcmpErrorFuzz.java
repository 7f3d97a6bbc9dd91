package org.beibu.probe.icmp;

import java.nio.ByteBuffer;

/**
 * Fuzz target: ICMP errors that quote anything.
 *
 * <pre>
 *   0 4 for ICMP, else ICMPv6 | 1 the message
 * </pre>
 */
public final class IcmpErrorFuzz {
    private IcmpErrorFuzz() {}

    /** One input; throws when a promise is broken. */
    public static void fuzzerTestOneInput(byte[] data) {
        if (data.length == 0) {
            return;
        }
        IcmpError error = new IcmpError();
        if (!error.wrap(ByteBuffer.wrap(data), 1, data.length, data[0] == 4)) {
            return;
        }
        check(error.kind().isPresent(), "a kind");
        check(error.payloadAt() + IcmpError.LEAST_PAYLOAD <= error.end(), "8 octets of payload");
        check(error.end() == data.length, "end");
        long read =
                error.sourceHigh()
                        ^ error.sourceLow()
                        ^ error.destinationHigh()
                        ^ error.destinationLow()
                        ^ error.tcpSequence()
                        ^ error.mtu()
                        ^ error.identification();
        check((read | 1) != 0, "all of it can be read");
        check(error.sourcePort() <= 0xffff && error.echoSequence() <= 0xffff, "ports");
        check(error.trafficClass() <= 0xff && error.ttl() <= 0xff, "octets");
    }

    private static void check(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }
}
