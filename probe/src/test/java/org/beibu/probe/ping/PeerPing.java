package org.beibu.probe.ping;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.SystemEpochNanoClock;
import org.agrona.concurrent.SystemNanoClock;
import org.beibu.model.Address;
import org.beibu.probe.active.metrics.Arrival;
import org.beibu.probe.active.metrics.SessionFigures;
import org.beibu.probe.stamp.ClassOfService;
import org.beibu.probe.stamp.ClockState;
import org.beibu.probe.stamp.DirectMeasurement;
import org.beibu.probe.stamp.FollowUpTelemetry;
import org.beibu.probe.stamp.HmacKey;
import org.beibu.probe.stamp.KeyRing;
import org.beibu.probe.stamp.Location;
import org.beibu.probe.stamp.PacketMode;
import org.beibu.probe.stamp.RequestFormat;
import org.beibu.probe.stamp.RequestTlv;
import org.beibu.probe.stamp.TimestampInformation;
import org.beibu.probe.udp.Destination;
import org.jspecify.annotations.Nullable;

/** A run against the Session-Reflector in Python: what it told, and what the peer said of it. */
final class PeerPing implements PingListener {
    static final int COUNT = 5;
    static final String KEY = "0123456789abcdef".repeat(4);
    static final KeyRing KEYS = new KeyRing(List.of(HmacKey.parse(3, KEY)));
    static final RequestFormat OPEN = RequestFormat.of(PacketMode.OPEN).withSsid(513);
    static final RequestFormat SIGNED = RequestFormat.of(PacketMode.AUTHENTICATED).withSsid(65_535);
    static final List<RequestTlv> TLVS =
            List.of(
                    ClassOfService.request(46),
                    DirectMeasurement.request(0),
                    Location.REQUEST,
                    TimestampInformation.REQUEST,
                    FollowUpTelemetry.REQUEST);

    final List<PingReply> replies = new ArrayList<>();
    List<String> peer = List.of();
    @Nullable PingFigures figures;

    @Override
    public void onReply(PingReply reply) {
        replies.add(reply);
    }

    @Override
    public void onEnd(PingFigures end) {
        figures = end;
    }

    PingFigures figures() {
        PingFigures end = figures;
        assertNotNull(end);
        return end;
    }

    SessionFigures session() {
        return figures().session();
    }

    List<Arrival> arrivals() {
        return replies.stream().map(PingReply::arrival).toList();
    }

    static PeerPing run(RequestFormat format, int padding, String... words) throws Exception {
        boolean ipv6 = List.of(words).contains("host=::1");
        KeyRing keys = format.mode() == PacketMode.OPEN ? KeyRing.NONE : KEYS;
        PeerPing told = new PeerPing();
        try (PythonPeer peer = PythonPeer.start("peer_reflector.py", List.of(words))) {
            int port = Integer.parseInt(peer.line());
            Address target = Address.parse(ipv6 ? "::1" : "127.0.0.1");
            PingConfig config =
                    new PingConfig(
                            new Destination(target, port, null, 10 << 2),
                            PingConfig.Way.ANY,
                            format,
                            keys,
                            new PingConfig.Pace(
                                    COUNT, Duration.ofMillis(5), Duration.ofMillis(400), padding));
            PingRun.Clocks clocks =
                    new PingRun.Clocks(
                            new SystemEpochNanoClock(),
                            SystemNanoClock.INSTANCE,
                            () -> ClockState.UNSYNCHRONISED);
            try (PingRun run = new PingRun(config, clocks, told)) {
                run.start();
                run.await();
            }
            told.peer = peer.rest();
        }
        return told;
    }
}
