package org.beibu.probe.fuzzing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.beibu.probe.capture.FuzzSeeds;
import org.beibu.probe.connect.SegmentsFuzz;
import org.beibu.probe.dns.DnsPortFuzz;
import org.beibu.probe.echo.EchoPortFuzz;
import org.beibu.probe.icmp.IcmpExtensionsFuzz;
import org.beibu.probe.icmp.QuotedPackets;
import org.beibu.probe.reflector.ReflectionSeeds;
import org.beibu.probe.trace.TraceQuoteFuzz;
import org.junit.jupiter.api.Test;

/** The corpus in the repository: kept up, small, and free of findings. */
class FuzzCorpusTest {
    private static final long MOST_OCTETS = 400_000;

    @Test
    void noInputOfTheCorpusBreaksAPromise() throws Exception {
        for (FuzzTarget target : FuzzTarget.own()) {
            List<Path> inputs = target.inputs();
            assertFalse(inputs.isEmpty(), target.name());
            for (Path input : inputs) {
                target.run(Files.readAllBytes(input));
            }
        }
    }

    /** {@code ./beibu refs} writes them. */
    @Test
    void seedsAreThoseThatTheirBuildersGive() throws IOException {
        for (FuzzTarget target : FuzzTarget.own()) {
            for (Map.Entry<String, byte[]> seed : seeds(target).entrySet()) {
                Path file = target.corpus().resolve("seed-" + seed.getKey());
                if (Boolean.getBoolean("beibu.refs")) {
                    Files.createDirectories(target.corpus());
                    Files.write(file, seed.getValue());
                } else {
                    assertArrayEquals(seed.getValue(), Files.readAllBytes(file), file.toString());
                }
            }
        }
    }

    private static Map<String, byte[]> seeds(FuzzTarget target) {
        if (target.equals(FuzzTarget.CAPTURE_FILE)) {
            return FuzzSeeds.files();
        }
        if (target.equals(FuzzTarget.REFLECTION)) {
            return ReflectionSeeds.packets();
        }
        if (target.equals(FuzzTarget.ECHO_REPLY)) {
            return EchoPortFuzz.seeds();
        }
        if (target.equals(FuzzTarget.DNS_ANSWER)) {
            return DnsPortFuzz.seeds();
        }
        if (target.equals(FuzzTarget.SEGMENTS)) {
            return SegmentsFuzz.seeds();
        }
        if (target.equals(FuzzTarget.TRACE_QUOTE)) {
            return TraceQuoteFuzz.seeds();
        }
        if (target.equals(FuzzTarget.ICMP_ERROR)) {
            return QuotedPackets.seeds();
        }
        if (target.equals(FuzzTarget.ICMP_EXTENSIONS)) {
            return IcmpExtensionsFuzz.seeds();
        }
        return target.equals(FuzzTarget.PACKET_DECODER)
                ? FuzzSeeds.packets()
                : FuzzSeeds.dialogues();
    }

    @Test
    void theCorpusIsSmall() throws IOException {
        long octets = 0;
        for (FuzzTarget target : FuzzTarget.all()) {
            for (Path input : target.inputs()) {
                octets += Files.size(input);
            }
        }
        assertTrue(octets < MOST_OCTETS, octets + " octets");
    }
}
