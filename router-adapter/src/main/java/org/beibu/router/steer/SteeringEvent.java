package org.beibu.router.steer;

import org.beibu.model.Address;
import org.beibu.model.Prefix;

/** Something that cannot wait for the next round. All but the last three only ever withdraw. */
public sealed interface SteeringEvent {

    /** A router lost its route to a prefix by a next hop. */
    record RouteGone(String router, Prefix prefix, Address nextHop) implements SteeringEvent {}

    /** An exit is down: its link, its router's session with it, its next hop. */
    record ExitDown(String exit, String why) implements SteeringEvent {}

    /** Probes of an AseanRoute through an exit are lost while its route stands: a black hole. */
    record ProbeLoss(String routeId, String exit, String why) implements SteeringEvent {}

    /** Nothing was heard of the feed for too long. */
    record FeedLost(String why) implements SteeringEvent {}

    /** The session with a router is down: it has forgotten what we announced. */
    record SessionDown(String router, String why) implements SteeringEvent {}

    /** Steering ends. */
    record Stop(String why) implements SteeringEvent {}

    /** The exit may be used again. */
    record ExitUp(String exit) implements SteeringEvent {}

    /** Probes through the exit come back. */
    record ProbesBack(String routeId, String exit) implements SteeringEvent {}

    /** The feed was heard of. */
    record FeedSeen() implements SteeringEvent {}
}
