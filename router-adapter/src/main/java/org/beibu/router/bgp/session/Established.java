package org.beibu.router.bgp.session;

import java.util.List;
import java.util.Set;
import org.beibu.router.bgp.message.BgpMessage;
import org.beibu.router.bgp.message.Family;
import org.beibu.router.bgp.message.KeepaliveMessage;
import org.beibu.router.bgp.message.NotificationMessage;
import org.beibu.router.bgp.message.RouteGroup;
import org.beibu.router.bgp.message.RouteRefreshMessage;
import org.beibu.router.bgp.message.UpdateMessage;

/** Established: routes are exchanged. */
final class Established {

    private Established() {}

    static Transition step(ConnectionState state, Event event) {
        if (event instanceof Event.Received received) {
            return receive(state, received);
        }
        if (event instanceof Event.Start || event instanceof Event.Connected) {
            return Transition.none(state);
        }
        if (event.equals(new Event.Expired(SessionTimer.KEEPALIVE))) {
            return OpenConfirm.keepAlive(state.spoken());
        }
        if (event instanceof Event.Failed failed) {
            return Transition.fail(state, failed.reason(), null);
        }
        return OpenSent.end(state, event);
    }

    private static Transition receive(ConnectionState state, Event.Received event) {
        BgpMessage message = event.message();
        if (message instanceof UpdateMessage update) {
            return update(state, update);
        }
        if (message instanceof KeepaliveMessage) {
            return Transition.stay(state, OpenConfirm.heard(state));
        }
        if (message instanceof RouteRefreshMessage refresh) {
            return refresh(state, refresh);
        }
        if (message instanceof NotificationMessage) {
            return OpenConfirm.notified(state, event);
        }
        return Transition.fsmError(state, event);
    }

    private static Transition update(ConnectionState state, UpdateMessage update) {
        Set<Family> agreed = state.agreed().families();
        Action heard = OpenConfirm.heard(state);
        if (isOf(agreed, update.announced())
                && isOf(agreed, update.withdrawn())
                && update.endOfRib().map(agreed::contains).orElse(true)) {
            return Transition.stay(state, heard, new Action.Deliver(update));
        }
        Action count = new Action.Count(SessionCounter.FOREIGN_FAMILY);
        UpdateMessage rest =
                new UpdateMessage(
                        of(agreed, update.withdrawn()),
                        of(agreed, update.announced()),
                        update.attributes(),
                        update.endOfRib().filter(agreed::contains));
        boolean empty =
                rest.announced().isEmpty()
                        && rest.withdrawn().isEmpty()
                        && rest.endOfRib().isEmpty();
        return empty
                ? Transition.stay(state, heard, count)
                : Transition.stay(state, heard, count, new Action.Deliver(rest));
    }

    private static boolean isOf(Set<Family> agreed, List<RouteGroup> groups) {
        for (RouteGroup group : groups) {
            if (!agreed.contains(group.family())) {
                return false;
            }
        }
        return true;
    }

    private static List<RouteGroup> of(Set<Family> agreed, List<RouteGroup> groups) {
        return groups.stream().filter(group -> agreed.contains(group.family())).toList();
    }

    /** Ignored for a family that was not agreed on (RFC 2918 section 4). */
    private static Transition refresh(ConnectionState state, RouteRefreshMessage refresh) {
        Action heard = OpenConfirm.heard(state);
        Agreement agreement = state.agreed();
        boolean known =
                agreement.families().contains(refresh.family())
                        && agreement.refresh() != Agreement.RefreshKind.NONE;
        return known
                ? Transition.stay(state, heard, new Action.Refresh(refresh))
                : Transition.stay(state, heard, new Action.Count(SessionCounter.FOREIGN_FAMILY));
    }
}
