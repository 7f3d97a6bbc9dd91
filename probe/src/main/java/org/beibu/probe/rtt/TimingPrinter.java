package org.beibu.probe.rtt;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import org.beibu.model.Method;
import org.beibu.model.QualityClass;
import org.beibu.probe.passive.PassiveTiming;

/** Prints each timing as one line. */
sealed interface TimingPrinter {
    /** Names of methods and classes as octets. */
    @SuppressWarnings("EnumOrdinal") // never stored: only places in these tables
    final class Names {
        private static final byte[][] METHODS = octets(Method.values());
        private static final byte[][] CLASSES = octets(QualityClass.values());

        private Names() {}

        private static byte[][] octets(Object[] named) {
            byte[][] octets = new byte[named.length][];
            for (int i = 0; i < named.length; i++) {
                octets[i] = named[i].toString().getBytes(US_ASCII);
            }
            return octets;
        }

        static byte[] of(Method method) {
            return METHODS[method.ordinal()];
        }

        static byte[] of(QualityClass qualityClass) {
            return CLASSES[qualityClass.ordinal()];
        }
    }

    /** The line above all others, if the format has one. */
    void header() throws IOException;

    /** One timing. */
    void print(PassiveTiming timing) throws IOException;

    /** Columns apart by a tab, under a header line. */
    record Table(TextBuffer text) implements TimingPrinter {
        @Override
        public void header() throws IOException {
            text.append("time\tmethod\trtt_ns\thost\thost_port\tpeer\tpeer_port\tclass\n");
        }

        @Override
        public void print(PassiveTiming timing) throws IOException {
            text.appendTime(timing.epochNanos()).append('\t');
            text.append(Names.of(timing.method())).append('\t');
            text.append(timing.delayNanos()).append('\t');
            text.appendAddress(timing.hostHigh(), timing.hostLow()).append('\t');
            text.appendPort(timing.hostPort(), "").append('\t');
            text.appendAddress(timing.peerHigh(), timing.peerLow()).append('\t');
            text.appendPort(timing.peerPort(), "").append('\t');
            text.append(Names.of(timing.qualityClass())).append('\n');
        }
    }

    /** One JSON object a line; the time is a string, since it has more digits than a double. */
    record Json(TextBuffer text) implements TimingPrinter {
        @Override
        public void header() {}

        @Override
        public void print(PassiveTiming timing) throws IOException {
            text.append("{\"time\":\"").appendTime(timing.epochNanos());
            text.append("\",\"method\":\"").append(Names.of(timing.method()));
            text.append("\",\"rtt_ns\":").append(timing.delayNanos());
            text.append(",\"host\":\"").appendAddress(timing.hostHigh(), timing.hostLow());
            text.append("\",\"host_port\":").appendPort(timing.hostPort(), "null");
            text.append(",\"peer\":\"").appendAddress(timing.peerHigh(), timing.peerLow());
            text.append("\",\"peer_port\":").appendPort(timing.peerPort(), "null");
            text.append(",\"class\":\"").append(Names.of(timing.qualityClass())).append("\"}\n");
        }
    }
}
