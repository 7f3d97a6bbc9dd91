package org.beibu.probe.ping;

import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.beibu.model.Address;
import org.beibu.probe.active.Asking;
import org.beibu.probe.active.metrics.Arrival;
import org.beibu.probe.active.metrics.Reply;
import org.beibu.probe.active.metrics.SessionMeter;
import org.beibu.probe.connect.ConnectPort;
import org.beibu.probe.dns.DnsPort;
import org.beibu.probe.echo.EchoPort;
import org.beibu.probe.question.Answer;
import org.beibu.probe.question.Answers;
import org.beibu.probe.question.Question;
import org.beibu.probe.question.QuestionCounter;
import org.beibu.probe.question.QuestionPort;
import org.beibu.probe.udp.UdpConfig;
import org.beibu.probe.udp.UdpLoop;
import org.beibu.runtime.counters.Counters;
import org.jspecify.annotations.Nullable;

/**
 * Asks one host again and again: ICMP echo, DNS queries or TCP connects, a line for each answer.
 * Started and closed by one thread, stop may come from any; all else belongs to its loop's thread.
 */
public final class QuestionRun implements RunningPing, Answers {
    private static final Address ANY_IPV4 = Address.parse("0.0.0.0");
    private static final Address ANY_IPV6 = Address.parse("::");
    private static final long LONGEST_TURN_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long NO_STAMP = 0;
    private static final String WHY_NOT_SENT = "no route, no source, or no port is free";

    private final QuestionPing config;
    private final PingRun.Clocks clocks;
    private final PingListener listener;
    private final Counters counters = new Counters();
    private final SessionMeter meter;
    private final Reply reply = new Reply();
    private final PingCourse course;
    private Question question = (sequence, epochNanos) -> false;
    private @Nullable UdpLoop loop;
    private @Nullable QuestionPort port;
    private @Nullable ConnectPort connects;

    /** Wires it; opens nothing yet. */
    public QuestionRun(QuestionPing config, PingRun.Clocks clocks, PingListener listener) {
        this.config = config;
        this.clocks = clocks;
        this.listener = listener;
        PingConfig.Pace pace = config.pace();
        meter = new SessionMeter(pace.timeout(), 1e9 / pace.interval().toNanos());
        PingCourse.Work work = new PingCourse.Work(this::send, this::look, this::end);
        course = new PingCourse(pace, clocks.ticks(), LONGEST_TURN_NANOS, work);
    }

    @Override
    public void start() throws IOException {
        UdpLoop started = UdpLoop.start("beibu-ping", clocks.epoch());
        loop = started;
        try {
            port = open(started);
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
        course.start(started);
    }

    private QuestionPort open(UdpLoop started) throws IOException {
        boolean ipv4 = config.target().address().isIpv4();
        UdpConfig udp =
                UdpConfig.of(ipv4 ? ANY_IPV4 : ANY_IPV6, 0)
                        .withMark(config.way().mark())
                        .onInterface(config.way().interfaceName());
        Asking asking = config.asking();
        if (asking instanceof Asking.Echo) {
            EchoPort echo = EchoPort.open(started, udp, this, counters);
            question = echo.question(0, config.target(), config.octets());
            started.listen(echo.socket(), echo::drain);
            return echo;
        }
        if (asking instanceof Asking.Dns dns) {
            DnsPort queries = DnsPort.open(started, udp, this, counters);
            question = queries.question(0, config.target(), dns.question(), 0);
            started.listen(queries.socket(), queries::drain);
            return queries;
        }
        if (asking instanceof Asking.Connect connect) {
            ConnectPort opened =
                    ConnectPort.open(
                            started, connect.sourcePorts(), this, clocks.epoch(), counters);
            question = opened.question(0, config.target(), config.way().mark());
            connects = opened;
            return opened;
        }
        throw new IllegalArgumentException("not a question: " + asking.method());
    }

    private boolean send(long tickNanos) {
        long epoch = clocks.epoch().nanoTime();
        return question.ask(meter.sent(NO_STAMP, tickNanos, epoch), epoch);
    }

    private void look(long tickNanos) {
        QuestionPort open = port;
        if (open != null) {
            open.drain();
            open.tick();
        }
        meter.judge(tickNanos, meter.nextSequence());
    }

    @Override
    public void onDeparture(int session, int sequence, long epochNanos) {
        meter.departed(sequence, epochNanos);
    }

    @Override
    public void onAnswer(Answer answer) {
        int number = answer.sequence();
        reply.numbers(number, number)
                .senderStamp(NO_STAMP)
                .reflected(0, 0)
                .returned(answer.epochNanos(), answer.byKernel());
        Arrival arrival = meter.replied(reply);
        boolean timed = arrival == Arrival.TIMED;
        if (timed || arrival == Arrival.UNTIMED) {
            course.answered(timed ? meter.delayNanos() : 0);
        }
        listener.onReply(
                new PingReply(
                        number,
                        number,
                        arrival,
                        answer.octets(),
                        answer.ttl(),
                        PingReply.NO_REFLECTOR,
                        timed ? meter.delayNanos() : 0,
                        timed && meter.isByKernel(),
                        answer.note()));
    }

    @Override
    public void onError(Failure failure) {
        boolean named = failure.offenderLow() != 0;
        Address offender = new Address(failure.offenderHigh(), failure.offenderLow());
        listener.onFailure(
                "ICMP %s (code %d)%s"
                        .formatted(
                                failure.kind(), failure.code(), named ? " from " + offender : ""));
    }

    private void end() {
        meter.judgeAll();
        listener.onEnd(
                new PingFigures(
                        meter.take(),
                        course.elapsedNanos(),
                        new PingFigures.NotSent(course.notSent(), WHY_NOT_SENT),
                        refused(),
                        true,
                        "the host's clock is not known"));
    }

    private Map<PingRefusal, Long> refused() {
        Map<PingRefusal, Long> refused = new EnumMap<>(PingRefusal.class);
        put(refused, PingRefusal.MALFORMED, QuestionCounter.MALFORMED);
        put(refused, PingRefusal.STRANGER, QuestionCounter.STRANGERS);
        put(refused, PingRefusal.MISMATCHED, QuestionCounter.MISMATCHED);
        put(refused, PingRefusal.UNREACHABLE, QuestionCounter.UNREACHABLE);
        put(refused, PingRefusal.PACKET_TOO_BIG, QuestionCounter.PACKET_TOO_BIG);
        put(refused, PingRefusal.TIME_EXCEEDED, QuestionCounter.TIME_EXCEEDED);
        put(refused, PingRefusal.PARAMETER_PROBLEM, QuestionCounter.PARAMETER_PROBLEM);
        put(refused, PingRefusal.RETRANSMITTED, QuestionCounter.CONNECT_RETRANSMITTED);
        return refused;
    }

    private void put(Map<PingRefusal, Long> refused, PingRefusal why, QuestionCounter counter) {
        if (counters.get(counter) > 0) {
            refused.put(why, counters.get(counter));
        }
    }

    @Override
    public void stop() {
        course.stop();
    }

    @Override
    public void await() throws InterruptedException {
        course.await();
    }

    @Override
    public void close() {
        UdpLoop running = loop;
        if (running != null) {
            running.close();
        }
        ConnectPort opened = connects;
        if (opened != null) {
            opened.close();
        }
    }
}
