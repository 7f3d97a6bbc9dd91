package org.beibu.probe.traffic;

import java.util.List;
import org.beibu.model.PrefixTable;
import org.beibu.probe.capture.DecodedPacket;
import org.beibu.runtime.config.PortRange;
import org.beibu.runtime.config.ServiceClassConfig;

/**
 * The service class of a packet: the first of the configuration all of whose conditions hold.
 * Allocates nothing in a look-up.
 */
public final class ServiceClassTable {
    /** The number of the traffic that no class takes. */
    public static final int OTHER = 0;

    private final Conditions[] classes;

    /** Conditions of one class; null or 0 is a condition that holds always. */
    private static final class Conditions {
        private final boolean anyAddress;
        private final PrefixTable prefixes;
        private final PortRange[] ports;
        private final long dscp;

        Conditions(ServiceClassConfig config) {
            anyAddress = config.prefixes().isEmpty();
            prefixes = PrefixTable.of(List.of(config.prefixes()));
            ports = config.ports().toArray(PortRange[]::new);
            dscp =
                    config.dscp().stream()
                            .mapToLong(value -> 1L << value)
                            .reduce(0, (a, b) -> a | b);
        }

        boolean hold(DecodedPacket packet) {
            return (dscp == 0 || (dscp >>> packet.dscp() & 1) != 0)
                    && (ports.length == 0 || holdsPort(packet))
                    && (anyAddress || holdsAddress(packet));
        }

        private boolean holdsPort(DecodedPacket packet) {
            int transport = packet.transport();
            if (transport != DecodedPacket.TCP && transport != DecodedPacket.UDP) {
                return false;
            }
            for (PortRange range : ports) {
                if (range.holds(transport, packet.sourcePort())
                        || range.holds(transport, packet.destinationPort())) {
                    return true;
                }
            }
            return false;
        }

        private boolean holdsAddress(DecodedPacket packet) {
            return prefixes.lookup(packet.destinationHigh(), packet.destinationLow())
                            != PrefixTable.NONE
                    || prefixes.lookup(packet.sourceHigh(), packet.sourceLow()) != PrefixTable.NONE;
        }
    }

    /** A table of these classes; class {@code i} has number {@code i + 1}. */
    public ServiceClassTable(List<ServiceClassConfig> configs) {
        classes = configs.stream().map(Conditions::new).toArray(Conditions[]::new);
    }

    /** Number of numbers, {@link #OTHER} included. */
    public int size() {
        return classes.length + 1;
    }

    /** The number of the packet's class. */
    public int classOf(DecodedPacket packet) {
        for (int i = 0; i < classes.length; i++) {
            if (classes[i].hold(packet)) {
                return i + 1;
            }
        }
        return OTHER;
    }
}
