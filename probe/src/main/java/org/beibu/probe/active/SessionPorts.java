package org.beibu.probe.active;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.beibu.model.Address;
import org.beibu.probe.connect.ConnectPort;
import org.beibu.probe.connect.PortRange;
import org.beibu.probe.dns.DnsPort;
import org.beibu.probe.echo.EchoPort;
import org.beibu.probe.question.Question;
import org.beibu.probe.question.QuestionPort;
import org.beibu.probe.stamp.Authenticator;
import org.beibu.probe.stamp.KeyRing;
import org.beibu.probe.udp.Destination;
import org.beibu.probe.udp.UdpConfig;
import org.beibu.probe.udp.UdpLoop;
import org.beibu.probe.udp.UdpSocket;
import org.beibu.runtime.counters.Counters;
import org.jspecify.annotations.Nullable;

/**
 * The few sockets of all sessions: those of one method, address family, mark and keys share one.
 * Filled before the loop begins, then owned by its thread.
 */
public final class SessionPorts {
    private static final Address ANY_IPV4 = Address.parse("0.0.0.0");
    private static final Address ANY_IPV6 = Address.parse("::");

    private final AnswerReader answers;
    private final SenderClock clock;
    private final ReplyReader.Takers takers;
    private final Counters counters;
    private final Map<Wire, StampPort> stampPorts = new LinkedHashMap<>();
    private final Map<Wire, EchoPort> echoPorts = new LinkedHashMap<>();
    private final Map<Wire, DnsPort> dnsPorts = new LinkedHashMap<>();
    private @Nullable ConnectPort connects;
    private final List<QuestionPort> ports = new ArrayList<>();
    private final Map<QuestionPort, UdpSocket> sockets = new LinkedHashMap<>();

    /** What the sessions of one socket have in common. */
    private record Wire(boolean ipv4, int mark, KeyRing keys, int part) {
        UdpConfig socket() {
            return UdpConfig.of(ipv4 ? ANY_IPV4 : ANY_IPV6, 0).withMark(mark);
        }
    }

    /**
     * By which numbers packets of sessions are known.
     *
     * @param udpPorts ports of STAMP and DNS
     * @param echoIdentifiers identifiers of ICMP echo
     * @param tcpPorts source ports of TCP connects
     */
    public record Numbers(
            List<Integer> udpPorts, List<Integer> echoIdentifiers, List<Integer> tcpPorts) {}

    SessionPorts(
            AnswerReader answers, SenderClock clock, ReplyReader.Takers takers, Counters counters) {
        this.answers = answers;
        this.clock = clock;
        this.takers = takers;
        this.counters = counters;
    }

    /** The packets of a session, over a socket that is opened when it is the first to need it. */
    Question question(UdpLoop loop, ActiveSession session) throws IOException {
        SessionConfig config = session.config;
        Steering steering = config.steering();
        Destination destination =
                new Destination(
                        config.target(),
                        config.port(),
                        steering.source().orElse(null),
                        steering.trafficClass());
        Wire wire = new Wire(config.target().isIpv4(), steering.mark(), config.keys(), 0);
        return switch (config.asking().method()) {
            case STAMP -> stampPort(loop, config, wire).question(session, destination);
            case ICMP_ECHO ->
                    echoPort(loop, wire)
                            .question(session.number, destination, config.stream().octets());
            case DNS ->
                    dnsPort(loop, wire)
                            .question(
                                    session.number,
                                    destination,
                                    ((Asking.Dns) config.asking()).question(),
                                    config.stream().packetsPerSecond());
            case TCP_CONNECT ->
                    connectPort(loop, ((Asking.Connect) config.asking()).sourcePorts())
                            .question(session.number, destination, steering.mark());
        };
    }

    private StampPort stampPort(UdpLoop loop, SessionConfig config, Wire first) throws IOException {
        Wire wire = first;
        for (int part = 0; ; part++) {
            wire = new Wire(wire.ipv4(), wire.mark(), wire.keys(), part);
            StampPort port = stampPorts.get(wire);
            if (port == null) {
                Authenticator keys = new Authenticator(config.keys());
                ReplyReader reader = new ReplyReader(config.mode(), keys, clock, takers, counters);
                UdpSocket socket = loop.open(wire.socket());
                port =
                        new StampPort(
                                socket, keys, reader, clock, new StampReports(answers, takers));
                stampPorts.put(wire, port);
                sockets.put(port, socket);
            }
            if (!port.isFull()) {
                return port;
            }
        }
    }

    private EchoPort echoPort(UdpLoop loop, Wire wire) throws IOException {
        EchoPort port = echoPorts.get(wire);
        if (port == null) {
            port = EchoPort.open(loop, wire.socket(), answers, counters);
            echoPorts.put(wire, port);
            sockets.put(port, port.socket());
        }
        return port;
    }

    private DnsPort dnsPort(UdpLoop loop, Wire first) throws IOException {
        for (int part = 0; ; part++) {
            Wire wire = new Wire(first.ipv4(), first.mark(), first.keys(), part);
            DnsPort port = dnsPorts.get(wire);
            if (port == null) {
                port = DnsPort.open(loop, wire.socket(), answers, counters);
                dnsPorts.put(wire, port);
                sockets.put(port, port.socket());
            }
            if (!port.isFull()) {
                return port;
            }
        }
    }

    private ConnectPort connectPort(UdpLoop loop, PortRange range) throws IOException {
        ConnectPort port = connects;
        if (port == null) {
            port = ConnectPort.open(loop, range, answers, clock.epoch(), counters);
            connects = port;
            ports.add(port);
        }
        return port;
    }

    /** Has this done on the loop's thread whenever a port's socket has something. */
    void listen(UdpLoop loop, Consumer<QuestionPort> onReadable) throws IOException {
        for (Map.Entry<QuestionPort, UdpSocket> entry : sockets.entrySet()) {
            ports.add(entry.getKey());
            loop.listen(entry.getValue(), () -> onReadable.accept(entry.getKey()));
        }
    }

    void tick() {
        for (int i = 0; i < ports.size(); i++) {
            ports.get(i).tick();
        }
    }

    /** Ends what is still under way, on the thread of the loop. */
    void giveUp() {
        if (connects != null) {
            connects.giveUp();
        }
    }

    void close() {
        if (connects != null) {
            connects.close();
        }
    }

    void drain() {
        for (int i = 0; i < ports.size(); i++) {
            ports.get(i).drain();
        }
    }

    Numbers numbers() {
        List<Integer> udp = new ArrayList<>(numbers(stampPorts));
        udp.addAll(numbers(dnsPorts));
        return new Numbers(
                udp, numbers(echoPorts), connects == null ? List.of() : connects.localPorts());
    }

    private static List<Integer> numbers(Map<Wire, ? extends QuestionPort> some) {
        return some.values().stream().map(QuestionPort::localPort).toList();
    }
}
