package org.beibu.analyzer.web;

import java.time.Duration;
import java.util.List;

/**
 * The simulated exits of the demo, whose delay a person may change from the page. Absent outside
 * the demo: nothing on the page can then change anything. Called on the event loop, so
 * implementations must not block.
 */
public interface ExitControls {
    /** Names of the exits that can be slowed down. */
    List<String> exits();

    /**
     * The delay added to this exit at present.
     *
     * @throws IllegalArgumentException when there is no such exit
     */
    Duration added(String exit);

    /**
     * Sets the delay added to this exit.
     *
     * @throws IllegalArgumentException when there is no such exit
     */
    void setAdded(String exit, Duration added);
}
