package org.beibu.lab;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.beibu.lab.bureau.LabSettings;
import org.beibu.lab.bureau.Topology;
import org.beibu.lab.loop.BureauLab;
import org.beibu.lab.loop.LabHome;
import org.beibu.lab.loop.Obstacles;
import org.beibu.lab.scenario.RunTable;
import org.beibu.lab.scenario.Scenario;
import org.beibu.lab.scenario.ScenarioRunner;
import org.beibu.lab.scenario.Scenarios;
import org.beibu.lab.scenario.Thresholds;
import org.beibu.lab.scenario.Verdict;

/** {@code beibu lab}: the commands of the laboratory. */
public final class LabMain {
    private static final int UP_SECONDS = 4 * 3600;
    private static final int SCENARIO_SECONDS = 900;
    private static final int FAILED = 1;
    private static final int WRONG_COMMAND = 2;
    private static final int NOT_PERMITTED = 5;

    private final Path root;
    private final LabWords words;

    private LabMain(Path root, LabWords words) {
        this.root = root;
        this.words = words;
    }

    /** Runs a command, and ends with its code. */
    public static void main(String[] args) {
        System.exit(run(List.of(args)));
    }

    private static int run(List<String> args) {
        try {
            LabWords words = LabWords.parse(args);
            if (words.command().equals("help")) {
                System.out.print(LabWords.HELP);
                return 0;
            }
            Optional<String> obstacle = Obstacles.first();
            if (obstacle.isPresent()) {
                System.err.println("beibu lab: " + obstacle.get());
                return NOT_PERMITTED;
            }
            return new LabMain(Path.of(System.getProperty("beibu.root")), words).act();
        } catch (IllegalArgumentException e) {
            System.err.println("beibu lab: " + e.getMessage() + "; beibu lab help tells more");
            return WRONG_COMMAND;
        } catch (IOException e) {
            System.err.println("beibu lab: " + e.getMessage());
            return FAILED;
        }
    }

    private int act() throws IOException {
        return switch (words.command()) {
            case "up" -> up();
            case "down" -> down();
            case "status" -> status();
            case "line" -> line();
            case "measure" -> measure();
            default -> scenarios();
        };
    }

    private BureauLab lab(int seconds) {
        return new BureauLab(LabHome.of(words.name()), root, seconds);
    }

    private int up() throws IOException {
        BureauLab lab = lab(UP_SECONDS);
        lab.up(LabSettings.usual(words.mode()));
        lab.reachFromHost();
        ScenarioRunner.startBeibu(lab);
        ScenarioRunner.startTraffic(lab);
        System.out.printf(
                Locale.ROOT,
                "page: http://%s:%d%nconfiguration: %s%nlogs: %s%nends by itself in %d h%n",
                Topology.ANALYZER,
                Topology.PAGE_PORT,
                lab.home().config(),
                lab.home().log("x").getParent(),
                UP_SECONDS / 3600);
        return 0;
    }

    private int down() throws IOException {
        lab(UP_SECONDS).down();
        return 0;
    }

    private int status() throws IOException {
        BureauLab lab = lab(UP_SECONDS);
        if (!lab.isUp()) {
            System.out.println("no lab " + words.name() + " is up");
            return FAILED;
        }
        lab.status().forEach(System.out::println);
        for (var to : Topology.DESTINATIONS) {
            System.out.printf(
                    Locale.ROOT,
                    "%s %s by %s%n",
                    to.routeId(),
                    to.prefix(),
                    lab.routers().exitInUse(to.prefix()));
        }
        System.out.print(lab.lines().report());
        return 0;
    }

    private int line() throws IOException {
        lab(UP_SECONDS).lines().set(words.names().get(0), 0, words.names().get(1));
        return 0;
    }

    private int scenarios() throws IOException {
        List<Scenario> chosen = new ArrayList<>();
        for (String name : words.names()) {
            if (name.equals("all")) {
                chosen.addAll(Scenarios.all());
            } else {
                chosen.add(
                        Scenarios.of(name)
                                .orElseThrow(
                                        () ->
                                                new IllegalArgumentException(
                                                        "no scenario '" + name + "'")));
            }
        }
        return play(chosen);
    }

    /** Everything that docs/lab.md publishes. */
    private int measure() throws IOException {
        List<Scenario> chosen = new ArrayList<>(Thresholds.all());
        chosen.addAll(Scenarios.all());
        return play(chosen);
    }

    private int play(List<Scenario> chosen) throws IOException {
        BureauLab lab = lab(SCENARIO_SECONDS);
        Thread cleaning = new Thread(() -> takeDown(lab), "lab-down");
        Runtime.getRuntime().addShutdownHook(cleaning);
        ScenarioRunner runner = new ScenarioRunner(lab, words.results());
        RunTable table = new RunTable();
        for (int time = 1; time <= words.times(); time++) {
            for (Scenario scenario : chosen) {
                Verdict verdict = runner.run(scenario);
                System.out.println(verdict.json());
                System.out.println(verdict.sentence());
                System.out.println("delay lines: " + lab.lines().lateness());
                table.add(verdict);
            }
        }
        System.out.print(table.text());
        System.out.println("pictures: " + words.results());
        return table.allPassed() ? 0 : FAILED;
    }

    private static void takeDown(BureauLab lab) {
        try {
            lab.down();
        } catch (IOException e) {
            System.err.println("beibu lab: " + e.getMessage());
        }
    }
}
