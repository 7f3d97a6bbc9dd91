package org.beibu.simulator.demo;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;

/**
 * What the demo runs with.
 *
 * @param data directory of journal and store
 * @param seed the simulation's seed
 * @param port port of the page; empty = the usual one, or any free one when that is taken
 * @param changes what happens to the exits
 */
public record DemoConfig(Path data, long seed, OptionalInt port, List<ExitChange> changes) {
    public DemoConfig {
        changes = List.copyOf(changes);
    }
}
