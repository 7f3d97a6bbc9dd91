package org.beibu.probe.rtt;

import java.io.IOException;
import org.beibu.probe.passive.PassiveTiming;

/** Prints each timing as one line. */
sealed interface TimingPrinter {
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
            text.append(timing.method().toString()).append('\t');
            text.append(timing.delayNanos()).append('\t');
            text.appendAddress(timing.hostHigh(), timing.hostLow()).append('\t');
            text.appendPort(timing.hostPort(), "").append('\t');
            text.appendAddress(timing.peerHigh(), timing.peerLow()).append('\t');
            text.appendPort(timing.peerPort(), "").append('\t');
            text.append(timing.qualityClass().toString()).append('\n');
        }
    }

    /** One JSON object a line; the time is a string, since it has more digits than a double. */
    record Json(TextBuffer text) implements TimingPrinter {
        @Override
        public void header() {}

        @Override
        public void print(PassiveTiming timing) throws IOException {
            text.append("{\"time\":\"").appendTime(timing.epochNanos());
            text.append("\",\"method\":\"").append(timing.method().toString());
            text.append("\",\"rtt_ns\":").append(timing.delayNanos());
            text.append(",\"host\":\"").appendAddress(timing.hostHigh(), timing.hostLow());
            text.append("\",\"host_port\":").appendPort(timing.hostPort(), "null");
            text.append(",\"peer\":\"").appendAddress(timing.peerHigh(), timing.peerLow());
            text.append("\",\"peer_port\":").appendPort(timing.peerPort(), "null");
            text.append(",\"class\":\"").append(timing.qualityClass().toString()).append("\"}\n");
        }
    }
}
