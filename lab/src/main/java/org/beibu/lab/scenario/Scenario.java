package org.beibu.lab.scenario;

import java.io.IOException;
import org.beibu.lab.bureau.LabSettings;
import org.beibu.lab.measure.Figures;
import org.beibu.lab.measure.Timeline;

/**
 * Something that happens, and what should come of it.
 *
 * @param name as a command knows it
 * @param sentence what it is
 * @param settings of Beibu
 * @param play what is done
 * @param judge what is checked afterwards
 */
public record Scenario(String name, String sentence, LabSettings settings, Play play, Judge judge) {
    /** Does it. */
    public interface Play {
        void on(Stage stage) throws IOException;
    }

    /** Checks it. */
    public interface Judge {
        void over(Timeline timeline, Figures figures, Verdict verdict);
    }
}
