package org.beibu.router.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
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
 * The whole adapter with FRR, which has the same prefix by two exits in BIRD: recommendations go in
 * by POST, and the kernel's route says what came of them.
 */
@Tag("interop")
class DaemonInteropTest {
    private static final String PREFIX = "198.51.100.0/24";
    private static final String EXIT_A = "192.0.2.34";
    private static final String EXIT_B = "192.0.2.38";

    @TempDir Path folder;

    @SuppressWarnings("NullAway.Init") // by build
    private RouterLab lab;

    @SuppressWarnings("NullAway.Init") // by start
    private Talk adapter;

    @BeforeEach
    void build() throws IOException {
        lab = new RouterLab(folder, "ip", "sysctl", "zebra", "bgpd", "vtysh", "bird");
        lab.nodes("s", "f", "x");
        lab.link("s", "f");
        lab.address("s", "f", "192.0.2.2/27");
        lab.address("f", "s", "192.0.2.1/27");
        exit("a", "192.0.2.33/30", EXIT_A);
        exit("b", "192.0.2.37/30", EXIT_B);
        lab.start(
                "x",
                RouterLab.find("bird"),
                "-f",
                "-c",
                lab.file("exits.conf", BIRD).toString(),
                "-s",
                folder.resolve("exits.ctl").toString(),
                "-P",
                folder.resolve("exits.pid").toString());
        lab.frr("f", FRR);
        untilKernel(EXIT_A);
    }

    private void exit(String name, String near, String far) throws IOException {
        lab.ip("f", "link", "add", "x" + name, "type", "veth", "peer", "name", "f" + name);
        lab.move("f", "f" + name, "x");
        lab.address("f", "x" + name, near);
        lab.address("x", "f" + name, far + "/30");
        lab.ip("f", "link", "set", "x" + name, "up");
        lab.ip("x", "link", "set", "f" + name, "up");
    }

    private static final String BIRD =
            """
            router id 192.0.2.34;
            protocol device { }
            protocol direct { ipv4; }
            protocol static s4 { ipv4; route 198.51.100.0/24 blackhole; }
            template bgp upstream {
              hold time 9; passive on; error wait time 1,2;
              ipv4 { import none; export where source = RTS_STATIC; };
            }
            protocol bgp exita from upstream {
              local 192.0.2.34 as 64510; neighbor 192.0.2.33 as 64500; }
            protocol bgp exitb from upstream {
              local 192.0.2.38 as 64511; neighbor 192.0.2.37 as 64500;
              ipv4 { export filter {
                if source != RTS_STATIC then reject;
                bgp_path.prepend(64511); accept; }; }; }
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
            bgp route-map delay-timer 0
            router bgp 64500
             bgp router-id 192.0.2.1
             no bgp default ipv4-unicast
             neighbor 192.0.2.34 remote-as 64510
             neighbor 192.0.2.34 timers connect 1
             neighbor 192.0.2.38 remote-as 64511
             neighbor 192.0.2.38 timers connect 1
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
            """;

    @AfterEach
    void remove() throws IOException {
        if (lab != null) {
            lab.close();
        }
    }

    private void start(String mode) throws IOException {
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
                          mode: %s
                          allow: 198.51.100.0/24
                          settle: 1s
                          dwell: 1s
                          web: {port: 0}
                          routers:
                            - {name: f, address: 192.0.2.1, local: 192.0.2.2}
                        """
                                .formatted(folder.resolve("data"), mode));
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("@" + Path.of(System.getProperty("beibu.root"), "systemd", "jvm.options"));
        if (Runtime.version().feature() >= 23) {
            command.add("--sun-misc-unsafe-memory-access=allow");
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(DaemonMain.class.getName(), config.toString()));
        adapter = lab.start("s", command.toArray(String[]::new));
        adapter.await(0, "ready");
        untilAdapter("get /api/v1/peers", said -> said.contains("\"complete\":true"));
    }

    private String ask(String line) throws IOException {
        int mark = adapter.mark();
        adapter.say(line);
        return adapter.await(mark, line.split(" ", 3)[1]).text();
    }

    /** Asks until the answer is as wanted. */
    private String untilAdapter(String line, Predicate<String> wanted) throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        String said = ask(line);
        while (!wanted.test(said)) {
            if (System.nanoTime() - end > 0) {
                return fail(line + " still says:\n" + said + "\n" + adapter.words());
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
            said = ask(line);
        }
        return said;
    }

    private void untilKernel(String nextHop) throws IOException {
        lab.askUntil("f", said -> said.contains(nextHop), "ip", "route", "show", PREFIX);
    }

    private String recommendation(String id) {
        Instant now = Instant.now();
        return """
        {"schema":"beibu/recommendations/v1","recommendations":[{"id":"%s","issued":"%s",\
        "expires":"%s","route":"VN-HAN","prefixes":["198.51.100.0/24"],"from_exit":"exit-a",\
        "to_exit":"exit-b","evidence":{"reason":"latency","method":"stamp","count":9000,\
        "window_s":900,"p50_from_ns":60000000,"p50_to_ns":30000000,"gain_low_ns":28000000,\
        "gain_high_ns":32000000,"loss_from":0,"loss_to":0},"traffic_share":0.05,\
        "probes":{"last":"%s","interval_ms":500,"answering":2,"configured":2}}]}"""
                .formatted(id, now, now.plusSeconds(60), now);
    }

    private String recommend(String id) throws IOException {
        return ask("post /api/v1/recommendations " + recommendation(id));
    }

    /** Issues it again until it has gone so far. */
    private void until(String id, Predicate<String> wanted) throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        String said = "";
        while (!wanted.test(said)) {
            if (System.nanoTime() - end > 0) {
                fail("still: " + said + "\n" + adapter.words());
            }
            recommend(id);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
            said = ask("get /api/v1/steering");
        }
    }

    @Test
    void inAutoModeTheRouterTakesTheOtherExitAndGoesBackWhenTheAdapterStops() throws IOException {
        start("auto");
        String candidates = ask("get /api/v1/candidates?prefix=" + PREFIX);
        assertTrue(candidates.contains("\"exit\":\"exit-a\""), candidates);
        assertTrue(candidates.contains("\"exit\":\"exit-b\""), candidates);

        until("r1", said -> said.contains("\"state\":\"active\""));
        untilKernel(EXIT_B);
        String shown = lab.vtysh("f", "show bgp ipv4 unicast " + PREFIX);
        assertTrue(shown.contains("64500:911") && shown.contains("no-export"), shown);
        String rib = ask("get /api/v1/rib?prefix=" + PREFIX);
        assertFalse(rib.contains("64500:911"), rib);

        adapter.say("stop");
        untilKernel(EXIT_A);
        adapter.await(0, "stopped");
    }

    @Test
    void inApproveModeNothingMovesWithoutAPersonAndFreezeTakesEverythingBack() throws IOException {
        start("approve");
        until("r2", said -> said.contains("\"state\":\"waiting\""));
        assertTrue(lab.ask("f", "ip", "route", "show", PREFIX).contains(EXIT_A));

        String approved = ask("post /api/v1/approve?id=r2&who=li");
        assertTrue(approved.contains(" 200 "), approved);
        until("r2", said -> said.contains("\"state\":\"active\""));
        untilKernel(EXIT_B);

        String frozen = ask("post /api/v1/freeze?who=li&why=test");
        assertTrue(frozen.contains("1 overrides withdrawn"), frozen);
        untilKernel(EXIT_A);
    }

    @Test
    void whenTheExitLosesItsRouteTheOverrideGoes() throws IOException {
        start("auto");
        until("r3", said -> said.contains("\"state\":\"active\""));
        untilKernel(EXIT_B);

        lab.ip("x", "link", "set", "fb", "down");
        untilKernel(EXIT_A);
        String peers = untilAdapter("get /api/v1/peers", said -> said.contains("\"announced\":0"));
        assertTrue(peers.contains("\"phase\":"), peers);
    }

    @Test
    void inShadowModeNothingIsAnnounced() throws IOException {
        start("shadow");
        until("r4", said -> said.contains("\"state\":\"shadow\""));

        assertTrue(lab.ask("f", "ip", "route", "show", PREFIX).contains(EXIT_A));
        assertTrue(ask("get /api/v1/peers").contains("\"announced\":0"));
        assertEquals(" 400 ", recommendBad());
    }

    private String recommendBad() throws IOException {
        String said = ask("post /api/v1/recommendations {\"schema\":\"other\"}");
        return said.contains(" 400 ") ? " 400 " : said;
    }
}
