package org.beibu.simulator.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.beibu.simulator.bureau.SimulationConfig;
import org.beibu.simulator.tcp.TruthSink;
import org.jspecify.annotations.Nullable;

/**
 * Where a simulation is written to.
 *
 * @param capture the capture file
 * @param truth the timings that a correct tool reports, or null for none
 * @param doubtful the timings that are right but may be left out, or null for none
 * @param format format of the capture file
 * @param snapLength octets kept of each frame
 */
public record SimulationFiles(
        Path capture,
        @Nullable Path truth,
        @Nullable Path doubtful,
        CaptureFormat format,
        int snapLength) {

    /**
     * What was written.
     *
     * @param outcome how the simulation ended
     * @param timings lines of the truth
     * @param doubtfulTimings timings that may be left out
     */
    public record Written(CaptureSimulation.Outcome outcome, long timings, long doubtfulTimings) {}

    /**
     * Runs the simulation and writes the files; existing ones are replaced.
     *
     * @throws IOException when a file cannot be written
     */
    public Written write(SimulationConfig config, long mostPackets, long mostNanos)
            throws IOException {
        try (CaptureFileWriter captureWriter =
                        new CaptureFileWriter(
                                FileChannel.open(
                                        capture,
                                        StandardOpenOption.CREATE,
                                        StandardOpenOption.TRUNCATE_EXISTING,
                                        StandardOpenOption.WRITE),
                                format,
                                snapLength);
                Lines certain = new Lines(truth);
                Lines uncertain = new Lines(doubtful)) {
            TruthSink sink =
                    new TruthSink() {
                        @Override
                        public void onTiming(Timing timing) {
                            certain.write(timing);
                        }

                        @Override
                        public void onDoubtfulTiming(Timing timing) {
                            uncertain.write(timing);
                        }
                    };
            CaptureSimulation.Outcome outcome =
                    new CaptureSimulation(config, captureWriter, sink).run(mostPackets, mostNanos);
            return new Written(outcome, certain.count, uncertain.count);
        }
    }

    /** A truth file that may be absent; counts in any case. */
    private static final class Lines implements AutoCloseable {
        private final @Nullable TruthFileWriter writer;
        private long count;

        Lines(@Nullable Path file) throws IOException {
            writer =
                    file == null
                            ? null
                            : new TruthFileWriter(
                                    Files.newBufferedWriter(file, StandardCharsets.US_ASCII));
        }

        void write(TruthSink.Timing timing) {
            count++;
            if (writer != null) {
                writer.write(timing);
            }
        }

        @Override
        public void close() throws IOException {
            if (writer != null) {
                writer.close();
            }
        }
    }
}
