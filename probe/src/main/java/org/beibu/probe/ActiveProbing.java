package org.beibu.probe;

import java.io.IOException;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.List;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.SystemNanoClock;
import org.beibu.model.Address;
import org.beibu.probe.active.SessionConfig;
import org.beibu.probe.active.SessionPorts;
import org.beibu.probe.active.SessionSender;
import org.beibu.probe.datagram.OwnPackets;
import org.beibu.probe.record.SessionRecorder;
import org.beibu.probe.sessions.PulseJson;
import org.beibu.probe.sessions.SessionBoard;
import org.beibu.probe.udp.KernelClock;
import org.beibu.runtime.counters.Counters;
import org.beibu.runtime.journal.RecordQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The probe's active sessions and their way to the journal: their thread records into a queue that
 * the journal's thread drains. What they send and receive is left out by the capture.
 */
final class ActiveProbing implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ActiveProbing.class);
    private static final int QUEUE_OCTETS = 4 << 20;

    private final RecordQueue queue = new RecordQueue(QUEUE_OCTETS);
    private final OwnPackets packets = new OwnPackets();
    private final List<SessionConfig> sessions;
    private final EpochNanoClock clock;
    private final SessionBoard board;
    private final SessionSender sender;

    ActiveProbing(ProbeConfig config, EpochNanoClock clock, Counters counters) {
        sessions = config.sessions();
        this.clock = clock;
        SessionRecorder recorder =
                new SessionRecorder(
                        config.sessions(), config.recording(), config.traces(), queue, counters);
        board = new SessionBoard(config.sessions(), recorder, clock, counters);
        boolean shown = config.admin().isPresent();
        sender =
                new SessionSender(
                        config.sessions(),
                        config.limits(),
                        shown ? board : recorder,
                        new SessionSender.Clocks(
                                clock, SystemNanoClock.INSTANCE, KernelClock.ofSystem()),
                        counters);
    }

    /** Records for the journal. */
    RecordQueue queue() {
        return queue;
    }

    /** Each session apart, for the admin endpoint. */
    SessionBoard board() {
        return board;
    }

    /** How each session does now, as JSON, for the router adapter. */
    String pulse() {
        try {
            return PulseJson.text(sessions, sender.pulses(), clock.nanoTime());
        } catch (IOException e) {
            throw new IllegalStateException("sessions: " + e.getMessage(), e);
        }
    }

    /** What the capture leaves out. */
    OwnPackets packets() {
        return packets;
    }

    /** Opens the sockets and begins to send. */
    void start() throws IOException {
        sender.start();
        SessionPorts.Numbers numbers = sender.numbers();
        packets.sentFrom(
                numbers.udpPorts(), numbers.echoIdentifiers(), numbers.tcpPorts(), addresses());
    }

    /** The addresses of this host now. */
    private static List<Address> addresses() {
        try {
            return NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .map(address -> Address.of(address.getAddress()))
                    .toList();
        } catch (SocketException e) {
            LOG.warn("sessions: this host's addresses: {}", e.toString());
            return List.of();
        }
    }

    @Override
    public void close() {
        sender.close();
    }
}
