package org.beibu.lab.truth;

import java.io.IOException;
import java.nio.file.Path;

/**
 * {@code TruthMain CLIENT-CAPTURE SERVER-CAPTURE TABLE...}: judges tables of {@code beibu rtt} on
 * the server's capture; prints Markdown, and the worst samples on standard error.
 */
public final class TruthMain {
    private static final int WORST = 10;

    private TruthMain() {}

    /** Judges. */
    public static void main(String[] args) throws IOException {
        WireTruth truth = WireTruth.of(Path.of(args[0]), Path.of(args[1]));
        System.err.println("arrived without having been sent: " + truth.unmatched());
        for (int i = 2; i < args.length; i++) {
            Judgement judgement = Judgement.of(truth, Path.of(args[i]));
            System.out.printf("%n%s, %d not judged:%n%n", args[i], judgement.unknown());
            System.out.print(judgement.table());
            judgement.worst(WORST).forEach(System.err::println);
        }
    }
}
