package org.beibu.cli;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.agrona.concurrent.SystemNanoClock;
import org.beibu.analyzer.recommend.price.Allocation;
import org.beibu.analyzer.recommend.price.AllocationJson;
import org.beibu.analyzer.recommend.price.AllocationProblem;
import org.beibu.analyzer.recommend.price.PriceAllocator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code beibu allocate}: the cheapest link for each prefix of a file, capacities kept. */
@Command(
        name = "allocate",
        description =
                "Chooses a link for each prefix of a JSON file so that every link"
                        + " carries its load and the cost is small, with a proved lower bound and"
                        + " a price for each link. When no link plan carries the load the exit"
                        + " code is 3, with the least overload found.",
        mixinStandardHelpOptions = true)
public final class AllocateCommand implements Callable<Integer> {
    private static final String STANDARD_INPUT = "-";
    private static final double MOST_SECONDS = 3_600;

    @Spec private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The problem; - is standard input.")
    private String file = "";

    @Option(
            names = "--seconds",
            paramLabel = "S",
            defaultValue = "1",
            description = "How much work to do, and how long at most (default 1).")
    private double seconds;

    @Option(names = "--json", description = "As JSON, schema " + AllocationJson.SCHEMA + ".")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        if (!(seconds > 0) || seconds > MOST_SECONDS) {
            CommandSpec command = Objects.requireNonNull(spec, "spec");
            throw new ParameterException(
                    command.commandLine(), "--seconds: from above 0 to 3600: " + seconds);
        }
        AllocationProblem problem = read();
        long start = SystemNanoClock.INSTANCE.nanoTime();
        Allocation allocation =
                PriceAllocator.solve(problem, seconds, SystemNanoClock.INSTANCE::nanoTime);
        double took = (SystemNanoClock.INSTANCE.nanoTime() - start) * 1e-9;
        System.out.println(json ? AllocationJson.write(allocation, took) : table(allocation, took));
        if (!allocation.isFeasible()) {
            throw new CommandFailure(ExitCode.NO_DATA, complaint(allocation));
        }
        return ExitCode.OK;
    }

    private AllocationProblem read() throws IOException {
        try (InputStream in =
                file.equals(STANDARD_INPUT)
                        ? System.in
                        : new BufferedInputStream(Files.newInputStream(Path.of(file)), 1 << 16)) {
            return AllocationJson.read(in);
        } catch (NoSuchFileException e) {
            throw new CommandFailure(ExitCode.USAGE, "no such file: " + file, e);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "not a problem to allocate: " + file + ": " + e.getMessage(),
                    e);
        }
    }

    private String complaint(Allocation allocation) {
        double sum = allocation.overload().values().stream().mapToDouble(v -> v).sum();
        String what =
                allocation.status() == Allocation.Status.INFEASIBLE
                        ? "no plan carries the load, which is proved"
                        : "no plan found that carries the load";
        return "%s: %s: least overload found %s on %s"
                .formatted(
                        what, file, short4(sum), String.join(", ", allocation.overload().keySet()));
    }

    private static String table(Allocation allocation, double took) {
        StringBuilder text = new StringBuilder();
        SortedMap<String, Integer> carried = new TreeMap<>();
        allocation.prices().keySet().forEach(link -> carried.put(link, 0));
        allocation.assignment().values().forEach(link -> carried.merge(link, 1, Integer::sum));
        text.append("%-24s %9s %14s %14s%n".formatted("LINK", "PREFIXES", "PRICE", "OVERLOAD"));
        for (Map.Entry<String, Integer> entry : carried.entrySet()) {
            double over = allocation.overload().getOrDefault(entry.getKey(), 0.0);
            text.append(
                    "%-24s %9d %14s %14s%n"
                            .formatted(
                                    entry.getKey(),
                                    entry.getValue(),
                                    short4(allocation.prices().getOrDefault(entry.getKey(), 0.0)),
                                    over > 0 ? short4(over) : "-"));
        }
        return text.append(
                        "%s: cost %s, no plan costs less than %s (gap %s), %d prefixes, %.3f s%s"
                                .formatted(
                                        allocation.status().name().toLowerCase(Locale.ROOT),
                                        short4(allocation.cost()),
                                        short4(allocation.lowerBound()),
                                        gap(allocation),
                                        allocation.assignment().size(),
                                        took,
                                        allocation.isEndedByClock() ? ", ended by the clock" : ""))
                .toString();
    }

    private static String gap(Allocation allocation) {
        return allocation.isFeasible() ? "%.4f %%".formatted(100 * allocation.gap()) : "-";
    }

    private static String short4(double value) {
        return "%.4f".formatted(value);
    }
}
