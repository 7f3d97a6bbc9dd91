package org.beibu.lab;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/**
 * The words of a command.
 *
 * @param command what to do
 * @param names of scenarios, or an exit and changes of its line
 * @param name of the lab, where several stand side by side
 * @param mode of steering
 * @param times how often scenarios are repeated
 * @param results where verdicts and pictures go
 */
record LabWords(
        String command, List<String> names, String name, String mode, int times, Path results) {
    static final String HELP =
            """
            beibu lab: a bureau with real routers, in network namespaces of this machine; needs root
              up [--mode M]       build it and start Beibu, mode shadow, approve or auto
              down                end everything and remove it
              status              what runs, which exits are used, how late the delay lines are
              line EXIT 'CHANGES' change a line while it runs, each way: delay=15ms jitter=2ms
                                  loss=2% rate=4Mbit queue=60ms down=yes
              scenario NAME...    play in a fresh lab and judge; 'all' for all of them
              measure             all scenarios, and the first at several thresholds: a table
            Options: --times N (1), --results FOLDER (target/lab), --name NAME (main)
            Exit codes: 0 done, all passed; 1 failed; 2 wrong command line; 5 not permitted
            """;

    private static final Set<String> COMMANDS =
            Set.of("up", "down", "status", "line", "scenario", "measure", "help");

    LabWords {
        names = List.copyOf(names);
        if (!COMMANDS.contains(command)) {
            throw new IllegalArgumentException("unknown command '" + command + "'");
        }
        if (command.equals("scenario") && names.isEmpty()) {
            throw new IllegalArgumentException("scenario needs a name, or all");
        }
        if (command.equals("line") && names.size() != 2) {
            throw new IllegalArgumentException("line needs an exit and changes");
        }
        if (times < 1 || times > 1000) {
            throw new IllegalArgumentException("--times is 1 to 1000");
        }
        if (!Set.of("shadow", "approve", "auto").contains(mode)) {
            throw new IllegalArgumentException("--mode is shadow, approve or auto");
        }
    }

    static LabWords parse(List<String> args) {
        List<String> plain = new ArrayList<>();
        String name = "main";
        String mode = "auto";
        int times = 1;
        Path results = Path.of("target", "lab");
        for (Iterator<String> rest = args.iterator(); rest.hasNext(); ) {
            String word = rest.next();
            switch (word) {
                case "--name" -> name = value(word, rest);
                case "--mode" -> mode = value(word, rest);
                case "--times" -> times = Integer.parseInt(value(word, rest));
                case "--results" -> results = Path.of(value(word, rest));
                default -> plain.add(known(word));
            }
        }
        String command = plain.isEmpty() ? "help" : plain.remove(0);
        return new LabWords(command, plain, name, mode, times, results);
    }

    private static String known(String word) {
        if (word.startsWith("--")) {
            throw new IllegalArgumentException("unknown option " + word);
        }
        return word;
    }

    private static String value(String option, Iterator<String> rest) {
        if (!rest.hasNext()) {
            throw new IllegalArgumentException(option + " needs a value");
        }
        return rest.next();
    }
}
