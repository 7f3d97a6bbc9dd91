package org.beibu.probe.fuzzing;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.beibu.probe.capture.CaptureFileFuzz;
import org.beibu.probe.capture.PacketDecoderFuzz;
import org.beibu.probe.capture.PassiveTimingFuzz;
import org.beibu.probe.connect.SegmentsFuzz;
import org.beibu.probe.dns.DnsPortFuzz;
import org.beibu.probe.echo.EchoPortFuzz;
import org.beibu.probe.icmp.IcmpErrorFuzz;
import org.beibu.probe.icmp.IcmpExtensionsFuzz;
import org.beibu.probe.reflector.ReflectionFuzz;
import org.beibu.probe.trace.TraceQuoteFuzz;

/**
 * Something to fuzz.
 *
 * @param className the class with the method {@code fuzzerTestOneInput}
 * @param module the module in whose tests it lies
 */
record FuzzTarget(String className, String module) {
    static final FuzzTarget CAPTURE_FILE = of(CaptureFileFuzz.class);
    static final FuzzTarget PACKET_DECODER = of(PacketDecoderFuzz.class);
    static final FuzzTarget PASSIVE_TIMING = of(PassiveTimingFuzz.class);
    static final FuzzTarget REFLECTION = of(ReflectionFuzz.class);
    static final FuzzTarget ICMP_ERROR = of(IcmpErrorFuzz.class);
    static final FuzzTarget ICMP_EXTENSIONS = of(IcmpExtensionsFuzz.class);
    static final FuzzTarget ECHO_REPLY = of(EchoPortFuzz.class);
    static final FuzzTarget DNS_ANSWER = of(DnsPortFuzz.class);
    static final FuzzTarget SEGMENTS = of(SegmentsFuzz.class);
    static final FuzzTarget TRACE_QUOTE = of(TraceQuoteFuzz.class);

    /** Its class is not on the class path of this module's tests, only in its folder. */
    static final FuzzTarget JOURNAL_DOCUMENT =
            new FuzzTarget("org.beibu.runtime.journal.JournalDocumentFuzz", "runtime");

    /** Those of this module. */
    static List<FuzzTarget> own() {
        return List.of(
                CAPTURE_FILE,
                PACKET_DECODER,
                PASSIVE_TIMING,
                REFLECTION,
                ICMP_ERROR,
                ICMP_EXTENSIONS,
                ECHO_REPLY,
                DNS_ANSWER,
                SEGMENTS,
                TRACE_QUOTE);
    }

    static List<FuzzTarget> all() {
        return Stream.concat(own().stream(), Stream.of(JOURNAL_DOCUMENT)).toList();
    }

    private static FuzzTarget of(Class<?> type) {
        return new FuzzTarget(type.getName(), "probe");
    }

    static Path root() {
        return Path.of(System.getProperty("beibu.root", "..")).toAbsolutePath().normalize();
    }

    String name() {
        return className.substring(className.lastIndexOf('.') + 1);
    }

    Path testClasses() {
        return root().resolve(module).resolve("target/test-classes");
    }

    /** Its corpus in the repository: seeds, and inputs that once found something. */
    Path corpus() {
        String folder = name().toLowerCase(Locale.ROOT).replace("fuzz", "");
        return root().resolve(module).resolve("src/test/resources/fuzz").resolve(folder);
    }

    /** The files of the corpus in the order of their names. */
    List<Path> inputs() throws IOException {
        if (!Files.isDirectory(corpus())) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(corpus())) {
            return files.sorted().toList();
        }
    }

    /** Runs the target, without the fuzzer. */
    void run(byte[] input) throws ReflectiveOperationException {
        Method method = Class.forName(className).getMethod("fuzzerTestOneInput", byte[].class);
        try {
            method.invoke(null, (Object) input);
        } catch (InvocationTargetException e) {
            throw new AssertionError(name() + ": " + e.getCause(), e.getCause());
        }
    }
}
