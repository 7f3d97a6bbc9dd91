package org.beibu.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.beibu.lab.repeat.OpenConnections;
import org.beibu.lab.repeat.RepeatedCapture;
import org.beibu.lab.rig.RigPlan;
import org.beibu.lab.rig.WireRig;

/** The capture files of the benchmarks: made once, kept for the next run. */
final class Captures {
    private static final int BUFFER = 1 << 20;

    private final Workbench bench;

    Captures(Workbench bench) {
        this.bench = bench;
    }

    /**
     * Both ends of a run of the rig.
     *
     * @param clients what is recorded of the clients' end
     * @param servers what is recorded of the servers' end
     */
    record Recorded(Path clients, Path servers) {}

    /** Why there are no recordings of the rig and none can be made; empty when there are. */
    Optional<String> obstacle() {
        return Files.exists(recorded(true).servers()) ? Optional.empty() : WireRig.obstacle();
    }

    private Recorded recorded(boolean timestamps) {
        String name = timestamps ? "rig" : "rig-no-timestamps";
        return new Recorded(
                bench.scratch().resolve(name + "-clients.pcap"),
                bench.scratch().resolve(name + "-servers.pcap"));
    }

    /** HTTP between real hosts over the wire with delay and loss: 36 s with timestamps, else 18. */
    Recorded rig(boolean timestamps) throws IOException {
        Recorded recorded = recorded(timestamps);
        if (!Files.exists(recorded.servers())) {
            System.err.println("running the wire-truth rig for some 40 s");
            Path folder = Files.createTempDirectory("beibu-rig");
            WireRig rig = new WireRig(RigPlan.of(timestamps, timestamps ? 6 : 3, 6), folder);
            WireRig.Outcome outcome = rig.run();
            System.err.print(outcome.relayReport());
            Files.createDirectories(bench.scratch());
            Files.move(rig.clientCapture(), recorded.clients());
            Files.move(rig.serverCapture(), recorded.servers());
        }
        return recorded;
    }

    /** The servers' end, as a file of packets. */
    Path ofRig() throws IOException {
        return rig(true).servers();
    }

    /** So many packets of it, in copies with hosts and times of their own. */
    Path repeated(long packets) throws IOException {
        Path recorded = ofRig();
        return bench.made(
                "rig-" + packets + ".pcap",
                unfinished -> RepeatedCapture.write(recorded, packets, unfinished));
    }

    /** The same number of packets out of the simulator, where the rig cannot run. */
    Path simulated(long packets) throws IOException {
        return bench.simulated(
                packets + ".pcap", "--packets", Long.toString(packets), "--seed", "1");
    }

    /** That many connections that are all open at once. */
    Path open(int connections) throws IOException {
        return bench.made(
                "open-" + connections + ".pcap",
                unfinished -> OpenConnections.write(connections, unfinished));
    }

    /** Reads a file once, so that every tool finds it in the page cache. */
    static void warm(Path file) throws IOException {
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = Files.newInputStream(file)) {
            while (in.read(buffer) >= 0) {}
        }
    }
}
