package org.beibu.probe.active;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.beibu.model.Address;
import org.jspecify.annotations.Nullable;

/**
 * What each target that need not expect packets gets at most, whatever the schedules say: they make
 * up for a standstill of the process, and random ones come close together. All sessions to a target
 * share its budget, and traces to it draw on it too. Owned by the sender's thread; allocates
 * nothing per packet.
 */
final class TargetBudgets {
    private static final long SECOND_NANOS = 1_000_000_000L;

    private final Map<Address, Budget> budgets = new HashMap<>();

    /** For the targets of these sessions. */
    TargetBudgets(List<SessionConfig> sessions, long packetsPerSecond) {
        for (SessionConfig session : sessions) {
            if (!session.isStamp()) {
                budgets.computeIfAbsent(session.target(), target -> new Budget(packetsPerSecond));
            }
        }
    }

    /** That of a session's packets, null where the target expects them. */
    @Nullable Budget of(SessionConfig session) {
        return session.isStamp() ? null : budgets.get(session.target());
    }

    /** That of other packets to an address, null where no session has one. */
    @Nullable Budget to(Address target) {
        return budgets.get(target);
    }

    /** A token bucket that holds what a second permits. */
    static final class Budget {
        private final long costNanos;
        private final long depthNanos;
        private long left;
        private long filledNanos;
        private boolean begun;

        Budget(long packetsPerSecond) {
            costNanos = SECOND_NANOS / packetsPerSecond;
            depthNanos = Math.max(SECOND_NANOS, costNanos);
            left = depthNanos;
        }

        /** Whether a packet may leave now; then it is counted. */
        boolean take(long tickNanos) {
            fill(tickNanos);
            if (left < costNanos) {
                return false;
            }
            left -= costNanos;
            return true;
        }

        /** A packet leaves in any case: others wait for it. */
        void spend(long tickNanos) {
            fill(tickNanos);
            left = Math.max(-depthNanos, left - costNanos);
        }

        private void fill(long tickNanos) {
            long passed = begun ? Math.max(0, tickNanos - filledNanos) : 0;
            begun = true;
            filledNanos = tickNanos;
            left = passed >= 2 * depthNanos ? depthNanos : Math.min(depthNanos, left + passed);
        }
    }
}
