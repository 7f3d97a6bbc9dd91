package org.beibu.router.daemon;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.beibu.router.lab.RouterLab;
import org.beibu.router.lab.Talk;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How long until users' packets take the other exit, IPv4 and IPv6, by a ping that knows nothing of
 * Beibu: a client asks each 5 ms over UDP, and the exit that a packet came to answers with its
 * name. The moment is when the first packet was sent that the other exit answered.
 *
 * <pre>
 *   cl client --- f FRR, AS 64500 --- xa, xb: BIRD, AS 64510 and 64511
 *                     |                    198.51.100.1 and 2001:db8:c::1 at both
 *                     s adapter
 * </pre>
 *
 * <p>Long because the whole network, its routers' configurations and the ping stand in it.
 */
@Tag("interop")
@Tag("long")
class SteeringTimesTest {
    private static final int DECISIONS = 30;
    private static final String FOUR = "198.51.100.0/24";
    private static final String SIX = "2001:db8:c::/48";

    private static final String ECHO =
            """
            import select, socket, sys
            socks = []
            for family, at in ((socket.AF_INET, "198.51.100.1"), (socket.AF_INET6, "2001:db8:c::1")):
                s = socket.socket(family, socket.SOCK_DGRAM); s.bind((at, 7)); socks.append(s)
            while True:
                for s in select.select(socks, [], [])[0]:
                    octets, who = s.recvfrom(64)
                    s.sendto(octets + sys.argv[1].encode(), who)
            """;

    private static final String PING =
            """
            import socket, struct, sys, time
            name, at = sys.argv[1:]
            s = socket.socket(socket.AF_INET6 if ":" in at else socket.AF_INET, socket.SOCK_DGRAM)
            s.connect((at, 7)); s.setblocking(False)
            exit, due = "", time.monotonic_ns()
            while True:
                now = time.monotonic_ns()
                if now >= due:
                    due = max(due + 5_000_000, now - 5_000_000)
                    try: s.send(struct.pack(">q", now))
                    except OSError: pass
                try:
                    octets = s.recv(64)
                    if octets[8:].decode() != exit:
                        exit = octets[8:].decode()
                        print(name, exit, struct.unpack(">q", octets[:8])[0], flush=True)
                except OSError:
                    time.sleep(0.0005)
            """;

    private static final String EXIT =
            """
            router id %2$s;
            protocol device { }
            protocol static s4 { ipv4; route 198.51.100.0/24 blackhole; }
            protocol static s6 { ipv6; route 2001:db8:c::/48 blackhole; }
            template bgp upstream { local as %1$s; hold time 9; error wait time 1,2; connect delay time 1; }
            protocol bgp four from upstream { neighbor %3$s as 64500;
              ipv4 { import none; export filter { if source != RTS_STATIC then reject; %5$s accept; }; }; }
            protocol bgp six from upstream { neighbor %4$s as 64500;
              ipv6 { import none; export filter { if source != RTS_STATIC then reject; %5$s accept; }; }; }
            """;

    private static final String FRR =
            """
            hostname f
            bgp community-list standard MARKER seq 5 permit 64500:911
            route-map OVERRIDE permit 10
             match community MARKER
             set local-preference 200
            route-map OVERRIDE deny 99
            route-map ALL permit 10
            route-map GLOBAL permit 10
             set ipv6 next-hop prefer-global
            bgp route-map delay-timer 0
            router bgp 64500
             bgp router-id 192.0.2.1
             no bgp default ipv4-unicast
             neighbor 192.0.2.34 remote-as 64510
             neighbor 192.0.2.34 passive
             neighbor 192.0.2.38 remote-as 64511
             neighbor 192.0.2.38 passive
             neighbor 2001:db8:a::2 remote-as 64510
             neighbor 2001:db8:a::2 passive
             neighbor 2001:db8:b::2 remote-as 64511
             neighbor 2001:db8:b::2 passive
             neighbor 192.0.2.2 remote-as 64500
             neighbor 192.0.2.2 passive
             neighbor 192.0.2.2 timers 3 9
             address-family ipv4 unicast
              neighbor 192.0.2.34 activate
              neighbor 192.0.2.34 route-map ALL in
              neighbor 192.0.2.34 route-map ALL out
              neighbor 192.0.2.38 activate
              neighbor 192.0.2.38 route-map ALL in
              neighbor 192.0.2.38 route-map ALL out
              neighbor 192.0.2.2 activate
              neighbor 192.0.2.2 route-map OVERRIDE in
              neighbor 192.0.2.2 addpath-tx-all-paths
             exit-address-family
             address-family ipv6 unicast
              neighbor 2001:db8:a::2 activate
              neighbor 2001:db8:a::2 route-map GLOBAL in
              neighbor 2001:db8:a::2 route-map ALL out
              neighbor 2001:db8:b::2 activate
              neighbor 2001:db8:b::2 route-map GLOBAL in
              neighbor 2001:db8:b::2 route-map ALL out
              neighbor 192.0.2.2 activate
              neighbor 192.0.2.2 route-map OVERRIDE in
              neighbor 192.0.2.2 addpath-tx-all-paths
             exit-address-family
            """;

    @TempDir Path folder;

    @SuppressWarnings("NullAway.Init") // by build
    private RouterLab lab;

    @SuppressWarnings("NullAway.Init") // by build
    private Talk adapter;

    @SuppressWarnings("NullAway.Init") // by build
    private List<Talk> pings;

    @BeforeEach
    void build() throws IOException {
        lab = new RouterLab(folder, "ip", "sysctl", "zebra", "bgpd", "vtysh", "bird", "python3");
        lab.nodes("s", "f", "xa", "xb", "cl");
        cable("s", "192.0.2.2/28", "2001:db8:5::2/64", "192.0.2.1/28", "2001:db8:5::1/64");
        cable("xa", "192.0.2.34/30", "2001:db8:a::2/64", "192.0.2.33/30", "2001:db8:a::1/64");
        cable("xb", "192.0.2.38/30", "2001:db8:b::2/64", "192.0.2.37/30", "2001:db8:b::1/64");
        cable("cl", "192.0.2.50/30", "2001:db8:d::2/64", "192.0.2.49/30", "2001:db8:d::1/64");
        lab.ask("f", "sysctl", "-qw", "net.ipv6.conf.all.forwarding=1");
        for (String node : List.of("xa", "xb", "cl")) {
            boolean client = node.equals("cl");
            int gateway = client ? 49 : node.equals("xa") ? 33 : 37;
            lab.ip(node, "route", "add", "default", "via", "192.0.2." + gateway);
            String six = "2001:db8:" + (client ? "d" : node.substring(1)) + "::1";
            lab.ip(node, "-6", "route", "add", "default", "via", six);
        }
        exit("xa", "64510", "192.0.2.33", "");
        exit("xb", "64511", "192.0.2.37", "bgp_path.prepend(64511);");
        lab.frr("f", FRR);
        String script = lab.file("ping.py", PING).toString();
        pings =
                List.of(
                        lab.start("cl", "python3", script, "four", "198.51.100.1"),
                        lab.start("cl", "python3", script, "six", "2001:db8:c::1"));
        for (Talk ping : pings) {
            ping.await(0, 30_000, line -> line.contains(" a "), "answers by exit a");
        }
        start();
    }

    private void cable(String node, String four, String six, String far4, String far6)
            throws IOException {
        lab.link(node, "f");
        lab.address(node, "f", four);
        lab.address(node, "f", six);
        lab.address("f", node, far4);
        lab.address("f", node, far6);
    }

    private void exit(String node, String as, String near, String prepend) throws IOException {
        lab.address(node, "lo", "198.51.100.1/32");
        lab.address(node, "lo", "2001:db8:c::1/128");
        lab.start(node, "python3", lab.file("echo.py", ECHO).toString(), node.substring(1));
        String text =
                EXIT.formatted(
                        as,
                        node.equals("xa") ? "192.0.2.34" : "192.0.2.38",
                        near,
                        "2001:db8:" + node.substring(1) + "::1",
                        prepend);
        lab.start(
                node,
                RouterLab.find("bird"),
                "-f",
                "-c",
                lab.file(node + ".conf", text).toString(),
                "-s",
                folder.resolve(node + ".ctl").toString(),
                "-P",
                folder.resolve(node + ".pid").toString());
    }

    private void start() throws IOException {
        Path config =
                lab.file(
                        "beibu.yaml",
                        """
                        shared:
                          data: %s
                          exits:
                            - {name: exit-a, router: f, next_hop: 192.0.2.34}
                            - {name: exit-b, router: f, next_hop: 192.0.2.38}
                        router_adapter:
                          as_number: 64500
                          bgp_id: 192.0.2.2
                          marker: 64500:911
                          mode: auto
                          allow: '198.51.100.0/24, 2001:db8:c::/48'
                          settle: 1s
                          dwell: 0s
                          changes_per_minute: 100000
                          changes_per_hour: 100000
                          step_share: 100%%
                          web: {port: 0}
                          next_hops:
                            - {exit: exit-a, addresses: '2001:db8:a::2'}
                            - {exit: exit-b, addresses: '2001:db8:b::2'}
                          routers:
                            - {name: f, address: 192.0.2.1, local: 192.0.2.2, hold_time: 3s}
                        """
                                .formatted(folder.resolve("data" + System.nanoTime())));
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("@" + Path.of(System.getProperty("beibu.root"), "systemd", "jvm.options"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(DaemonMain.class.getName(), config.toString()));
        adapter = lab.start("s", command.toArray(String[]::new));
        adapter.await(0, 60_000, line -> line.contains("ready"), "ready");
        until("/api/v1/peers", said -> said.contains("\"complete\":true"));
        LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(2)); // the session settles
    }

    @AfterEach
    void remove() throws IOException {
        if (lab != null) {
            lab.close();
        }
    }

    private String ask(String line) throws IOException {
        int mark = adapter.mark();
        adapter.say(line);
        return adapter.await(mark, 20_000, said -> said.contains(line.split(" ", 3)[1]), line)
                .text();
    }

    private void until(String path, Predicate<String> wanted) throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        for (String said = ask("get " + path); !wanted.test(said); said = ask("get " + path)) {
            if (System.nanoTime() - end > 0) {
                fail(path + " still says: " + said);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        }
    }

    private static String recommendation(String id) {
        Instant now = Instant.now();
        return """
        {"schema":"beibu/recommendations/v1","recommendations":[{"id":"%s","issued":"%s",\
        "expires":"%s","route":"VN-HAN","prefixes":["%s","%s"],"from_exit":"exit-a",\
        "to_exit":"exit-b","evidence":{"reason":"latency","method":"stamp","count":9000,\
        "window_s":900,"p50_from_ns":60000000,"p50_to_ns":30000000,"gain_low_ns":28000000,\
        "gain_high_ns":32000000,"loss_from":0,"loss_to":0},"traffic_share":0.0,\
        "probes":{"last":"%s","interval_ms":500,"answering":2,"configured":2}}]}"""
                .formatted(id, now, now.plusSeconds(60), FOUR, SIX, now);
    }

    /** Does something and waits for both pings to take this exit; milliseconds of each. */
    private long[] moved(String exit, Step step) throws IOException {
        int[] marks = pings.stream().mapToInt(Talk::mark).toArray();
        long begin = System.nanoTime();
        step.run();
        long[] millis = new long[pings.size()];
        for (int i = 0; i < millis.length; i++) {
            String line =
                    pings.get(i)
                            .await(marks[i], 20_000, said -> said.contains(" " + exit + " "), exit)
                            .text();
            long sent = Long.parseLong(line.split(" ")[2]);
            millis[i] = TimeUnit.NANOSECONDS.toMillis(sent - begin);
        }
        return millis;
    }

    private interface Step {
        void run() throws IOException;
    }

    private static void print(String what, List<long[]> times) {
        for (int family = 0; family < 2; family++) {
            int column = family;
            long[] sorted = times.stream().mapToLong(t -> t[column]).sorted().toArray();
            System.out.printf(
                    "%s, %s: p50 %d ms, longest of %d %d ms: %s%n",
                    what,
                    family == 0 ? "IPv4" : "IPv6",
                    sorted[sorted.length / 2],
                    sorted.length,
                    sorted[sorted.length - 1],
                    Arrays.toString(sorted));
        }
    }

    private static long median(List<long[]> times) {
        long[] sorted = times.stream().mapToLong(t -> Math.max(t[0], t[1])).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    @Test
    void packetsTakeTheOtherExitAndComeBackInTime() throws IOException {
        List<long[]> there = new ArrayList<>();
        List<long[]> back = new ArrayList<>();
        for (int i = 0; i < DECISIONS; i++) {
            String id = "d-" + i;
            there.add(
                    moved(
                            "b",
                            () ->
                                    adapter.say(
                                            "post /api/v1/recommendations " + recommendation(id))));
            back.add(moved("a", () -> adapter.say("post /api/v1/withdraw?id=" + id + "&who=test")));
        }
        print("decision to first packet on the new exit", there.subList(3, DECISIONS));
        print("a person's withdrawal to first packet on the old exit", back);

        List<long[]> lost = new ArrayList<>();
        List<long[]> killed = new ArrayList<>();
        for (int i = 0; i < 3; i++) { // a new adapter each time: it damps routes that flap
            adapter.close();
            start();
            takeOtherExit("l-" + i);
            lost.add(moved("a", () -> birdc("disable", "four", "six")));
            ask("post /api/v1/withdraw?id=l-" + i + "&who=test");
            birdc("enable", "four", "six");
            until("/api/v1/rib?prefix=" + SIX, said -> said.contains("2001:db8:b::2"));
            until("/api/v1/rib?prefix=" + FOUR, said -> said.contains("192.0.2.38"));
            takeOtherExit("k-" + i);
            killed.add(moved("a", adapter.process()::destroyForcibly));
        }
        print("supporting route withdrawn to first packet on the old exit", lost);
        print("kill -9 to first packet on the old exit", killed);

        assertTrue(median(there) <= 300, "decision");
        assertTrue(median(killed) <= 500, "killed");
        assertTrue(median(lost) <= 1_000, "route lost");
    }

    /** Issues it until it stands: routes that have just come may have to settle. */
    private void takeOtherExit(String id) throws IOException {
        until(
                "/api/v1/steering",
                said -> {
                    boolean stands = said.contains(id) && said.contains("\"state\":\"active\"");
                    if (!stands) {
                        say("post /api/v1/recommendations " + recommendation(id));
                    }
                    return stands;
                });
        for (Talk ping : pings) {
            ping.await(0, 20_000, line -> line.contains(" b "), "answers by exit b");
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(500));
    }

    private void say(String line) {
        try {
            adapter.say(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void birdc(String word, String... protocols) throws IOException {
        for (String protocol : protocols) {
            lab.ask("xb", "birdc", "-s", folder.resolve("xb.ctl").toString(), word, protocol);
        }
    }
}
