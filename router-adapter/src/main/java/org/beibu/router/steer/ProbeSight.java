package org.beibu.router.steer;

import java.util.Optional;
import org.beibu.router.guard.Watched;

/** What is seen of the probes beside what recommendations say of them. */
@FunctionalInterface
public interface ProbeSight {
    /** Nobody watches: recommendations alone count. */
    ProbeSight NONE = (routeId, exit, nanos) -> Optional.empty();

    /** Sessions of this AseanRoute through this exit at this moment, empty when nobody watches. */
    Optional<Watched> watched(String routeId, String exit, long nanos);
}
