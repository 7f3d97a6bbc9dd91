package org.beibu.analyzer.delay;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.beibu.model.Method;
import org.beibu.model.QualityClass;

/**
 * A method and a quality class of its timings. The order is that of preference for a path's
 * headline figure:
 *
 * <ol>
 *   <li>classes without known bias (clean, and unclassified of older journals) before the others;
 *   <li>handshake (the host's kernel answers at once, before the connection can queue), TCP
 *       data/ACK, QUIC handshake and spin bit, STAMP, TCP connect, ICMP echo (our own before that
 *       of others), TCP timestamps, DNS (the same; it times a server's work);
 *   <li>within a method clean before unclassified, the others by their codes.
 * </ol>
 */
public record TimingKind(Method method, QualityClass qualityClass)
        implements Comparable<TimingKind> {
    private static final List<Method> METHODS =
            List.of(
                    Method.HANDSHAKE,
                    Method.DATA_ACK,
                    Method.QUIC_HANDSHAKE,
                    Method.QUIC_SPIN,
                    Method.STAMP,
                    Method.TCP_CONNECT,
                    Method.ICMP_ECHO,
                    Method.ICMPV6_ECHO,
                    Method.ICMP,
                    Method.ICMPV6,
                    Method.TIMESTAMP,
                    Method.DNS_QUERY,
                    Method.DNS,
                    Method.SMOKEPING,
                    Method.RIPE_ATLAS,
                    Method.IMPORTED);

    private static final Comparator<TimingKind> ORDER =
            Comparator.comparing(TimingKind::isBiased)
                    .thenComparing(kind -> METHODS.indexOf(kind.method))
                    .thenComparing(kind -> kind.qualityClass != QualityClass.CLEAN)
                    .thenComparing(TimingKind::qualityClass);

    public TimingKind {
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(qualityClass, "qualityClass");
    }

    /** Whether its class is known to hold more than the delay of the network. */
    public boolean isBiased() {
        return qualityClass != QualityClass.CLEAN && qualityClass != QualityClass.UNCLASSIFIED;
    }

    @Override
    public int compareTo(TimingKind other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return method + " " + qualityClass;
    }
}
