package org.beibu.router.bgp.transport;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.agrona.concurrent.SystemEpochNanoClock;
import org.agrona.concurrent.SystemNanoClock;
import org.beibu.model.Address;
import org.beibu.model.Prefix;
import org.beibu.router.bgp.codec.SessionFormat;
import org.beibu.router.bgp.message.AsPath;
import org.beibu.router.bgp.message.Family;
import org.beibu.router.bgp.message.Nlri;
import org.beibu.router.bgp.message.OpenMessage;
import org.beibu.router.bgp.message.Origin;
import org.beibu.router.bgp.message.PathAttributes;
import org.beibu.router.bgp.message.RouteGroup;
import org.beibu.router.bgp.message.RouteRefreshMessage;
import org.beibu.router.bgp.message.UpdateMessage;
import org.beibu.router.bgp.session.BgpListener;
import org.beibu.router.bgp.session.Notifications;
import org.beibu.router.bgp.session.SessionConfig;
import org.beibu.runtime.counters.Counters;
import org.jspecify.annotations.Nullable;

/**
 * Sessions in a process of their own, which can be put into a network namespace and killed.
 * Commands come in as lines, what happens goes out as lines, each with the name of its session.
 */
final class SpeakerMain implements BgpListener {
    private static final int MARKER = 64500 << 16 | 911;

    private final PrintStream out;
    private final Map<String, BgpTransport> sessions = new HashMap<>();
    private final Map<String, Set<Nlri>> paths = new ConcurrentHashMap<>();
    private volatile long stallMillis;

    private SpeakerMain(PrintStream out) {
        this.out = out;
    }

    /** Reads commands until the end of the input. */
    public static void main(String[] arguments) throws IOException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        SpeakerMain speaker = new SpeakerMain(out);
        BufferedReader in =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        out.println("ready");
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            try {
                speaker.obey(line.split(" ", 3));
            } catch (IOException | RuntimeException e) {
                out.println("error " + line + ": " + e);
            }
        }
        Runtime.getRuntime().halt(0);
    }

    private void obey(String[] words) throws IOException {
        String name = words[1];
        String rest = words.length > 2 ? words[2] : "";
        switch (words[0]) {
            case "open" -> open(name, rest);
            case "announce" -> session(name).send(name, announcement(rest.split(" ")));
            case "withdraw" -> session(name).send(name, withdrawal(rest));
            case "refresh" -> session(name).requestRefresh(name, family(rest));
            case "reset" -> session(name).close(name, Notifications.reset(rest));
            case "many" -> many(name, rest.split(" "));
            case "stall" -> {
                stallMillis = Long.parseLong(rest);
                session(name).requestRefresh(name, Family.IPV4_UNICAST);
            }
            case "close" -> {
                session(name).close(rest);
                sessions.remove(name);
                out.println(name + " closed");
            }
            default -> throw new IllegalArgumentException("no such command");
        }
    }

    private BgpTransport session(String name) {
        BgpTransport session = sessions.get(name);
        if (session == null) {
            throw new IllegalArgumentException("no such session");
        }
        return session;
    }

    /** {@code peer=A local=A role=BOTH hold=9 key=FILE gtsm=true addpath=true}. */
    private void open(String name, String rest) throws IOException {
        Map<String, String> options = new HashMap<>();
        for (String option : rest.split(" ")) {
            String[] parts = option.split("=", 2);
            options.put(parts[0], parts[1]);
        }
        Address local = Address.parse(option(options, "local", ""));
        SessionConfig.Role role = SessionConfig.Role.valueOf(option(options, "role", "BOTH"));
        String key = options.get("key");
        PeerConfig peer =
                new PeerConfig(
                        name,
                        Address.parse(option(options, "peer", "")),
                        179,
                        local,
                        new PeerConfig.Protection(
                                key == null ? null : Md5Key.read(Path.of(key)),
                                options.containsKey("gtsm")),
                        config(options, role));
        List<InetSocketAddress> listen =
                role == SessionConfig.Role.CONNECT
                        ? List.of()
                        : List.of(
                                new InetSocketAddress(
                                        InetAddress.getByName(local.toString()), 179));
        BgpTransport transport =
                new BgpTransport(
                        List.of(peer),
                        listen,
                        this,
                        new Surroundings(
                                SystemNanoClock.INSTANCE,
                                new SystemEpochNanoClock(),
                                new Counters(),
                                new Random(),
                                stall(options)));
        transport.start();
        sessions.put(name, transport);
    }

    /** Only where it is the matter: this machine may be busy. */
    private static Duration stall(Map<String, String> options) {
        return options.containsKey("watched") ? Surroundings.USUAL_STALL : Duration.ofSeconds(30);
    }

    private static SessionConfig config(Map<String, String> options, SessionConfig.Role role) {
        Set<Family> families = Set.of(Family.IPV4_UNICAST, Family.IPV6_UNICAST);
        boolean several = options.containsKey("addpath");
        long most = Long.parseLong(option(options, "most", "1000000"));
        int hold = Integer.parseInt(option(options, "hold", "9"));
        return new SessionConfig(
                new SessionConfig.Speaker(
                        64500, Address.parse(option(options, "id", "192.0.2.200"))),
                new SessionConfig.Offer(
                        families, several ? families : Set.of(), Set.of(), true, most),
                new SessionConfig.Timing(
                        hold, Duration.ofSeconds(5), Duration.ofMillis(300), Duration.ofSeconds(2)),
                role);
    }

    private static String option(Map<String, String> options, String key, String otherwise) {
        @Nullable String value = options.get(key);
        return value == null ? otherwise : value;
    }

    private static Family family(String text) {
        return text.equals("1/1") ? Family.IPV4_UNICAST : Family.IPV6_UNICAST;
    }

    /** {@code PREFIX NEXTHOP AS...}, as an override is announced. */
    private static UpdateMessage announcement(String[] words) {
        Prefix prefix = Prefix.parse(words[0]);
        Address nextHop = Address.parse(words[1]);
        List<Long> path = new ArrayList<>();
        for (int i = 2; i < words.length; i++) {
            path.add(Long.valueOf(words[i]));
        }
        Family family = prefix.isIpv4() ? Family.IPV4_UNICAST : Family.IPV6_UNICAST;
        PathAttributes attributes =
                new PathAttributes(
                        Origin.IGP,
                        AsPath.sequence(path),
                        prefix.isIpv4() ? nextHop : null,
                        null,
                        150L,
                        PathAttributes.Aggregate.NONE,
                        new PathAttributes.Communities(List.of(MARKER), List.of(), List.of()),
                        PathAttributes.Reflection.NONE,
                        List.of());
        return new UpdateMessage(
                List.of(),
                List.of(RouteGroup.announced(family, nextHop, List.of(Nlri.of(prefix)))),
                attributes,
                Optional.empty());
    }

    private static UpdateMessage withdrawal(String text) {
        Prefix prefix = Prefix.parse(text);
        Family family = prefix.isIpv4() ? Family.IPV4_UNICAST : Family.IPV6_UNICAST;
        return new UpdateMessage(
                List.of(RouteGroup.withdrawn(family, List.of(Nlri.of(prefix)))),
                List.of(),
                PathAttributes.NONE,
                Optional.empty());
    }

    /** {@code COUNT NEXTHOP AS...}: that many /32 below 198.18.0.0, one call each. */
    private void many(String name, String[] words) {
        int count = Integer.parseInt(words[0]);
        String tail = String.join(" ", Arrays.asList(words).subList(1, words.length));
        for (int i = 0; i < count; i++) {
            String prefix = "198.51.100." + i % 256 + "/32";
            session(name).send(name, announcement((prefix + " " + tail).split(" ")));
        }
    }

    @Override
    public void established(String router, OpenMessage peer, SessionFormat format) {
        out.println(
                router
                        + " established "
                        + peer.bgpId()
                        + " hold="
                        + peer.holdSeconds()
                        + " addpath="
                        + format.addPathReceive()
                        + " extended="
                        + format.extendedMessages());
    }

    @Override
    public void update(String router, UpdateMessage message) {
        message.endOfRib().ifPresent(family -> out.println(router + " eor " + family));
        for (RouteGroup group : message.withdrawn()) {
            held(router).removeAll(group.nlri());
            group.nlri().forEach(n -> out.println(router + " -" + n.prefix() + " " + n.pathId()));
        }
        for (RouteGroup group : message.announced()) {
            held(router).addAll(group.nlri());
            for (Nlri nlri : group.nlri()) {
                out.println(
                        router
                                + " +"
                                + nlri.prefix()
                                + " "
                                + nlri.pathId()
                                + " "
                                + group.nextHop()
                                + " "
                                + message.attributes().asPath());
            }
        }
        if (stallMillis > 0) {
            long millis = stallMillis;
            stallMillis = 0;
            out.println(router + " stalls");
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
        }
    }

    private Set<Nlri> held(String router) {
        return paths.computeIfAbsent(router, name -> ConcurrentHashMap.newKeySet());
    }

    @Override
    public long paths(String router) {
        return held(router).size();
    }

    @Override
    public void refresh(String router, RouteRefreshMessage message) {
        out.println(router + " refresh " + message.subtype() + " " + message.family());
    }

    @Override
    public void down(String router, String reason) {
        held(router).clear();
        out.println(router + " down " + reason);
    }
}
