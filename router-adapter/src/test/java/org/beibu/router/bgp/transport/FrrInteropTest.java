package org.beibu.router.bgp.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.beibu.router.lab.RouterLab;
import org.beibu.router.lab.Talk;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Sessions with FRR, which has two exits in BIRD. Each case has an address of ours of its own, for
 * which FRR is configured. Over 400 lines since all cases share one laboratory, which takes seconds
 * to build and whose plan of addresses they must agree on.
 *
 * <pre>
 *   speaker .2 to .20 --- .1 FRR AS 64500 .33 --- .34 exit A AS 64510 \
 *      192.0.2.0/27                       .37 --- .38 exit B AS 64511 / 198.51.100.0/24, 2001:db8:c::/48
 * </pre>
 */
@Tag("interop")
class FrrInteropTest {
    private static final String PREFIX = "198.51.100.0/24";
    private static final String EXIT_A = "192.0.2.34";
    private static final String EXIT_B = "192.0.2.38";

    @TempDir static Path folder;
    private static RouterLab lab;
    private static Talk speaker;

    private int mark;

    @BeforeAll
    static void build() throws IOException {
        lab = new RouterLab(folder, "ip", "sysctl", "zebra", "bgpd", "vtysh", "bird");
        lab.nodes("s", "f", "x");
        lab.link("s", "f");
        for (int i = 2; i <= 20; i++) {
            lab.address("s", "f", "192.0.2." + i + "/27");
        }
        lab.address("s", "f", "2001:db8::2/64");
        lab.address("f", "s", "192.0.2.1/27");
        lab.address("f", "s", "2001:db8::1/64");
        lab.ip("f", "link", "add", "xa", "type", "veth", "peer", "name", "fa");
        lab.ip("f", "link", "add", "xb", "type", "veth", "peer", "name", "fb");
        exits();
        lab.frr("f", bgpd());
        speaker = lab.speaker("s");
        frrShows(2, "ipv4", PREFIX);
        untilOneCable();
        frrShows(1, "ipv6", "2001:db8:c::/48");
    }

    /**
     * FRR's bgpd may open the session before zebra has told it of the cable, and takes no next hop
     * over it then, until the session is opened again.
     */
    private static void untilOneCable() throws IOException {
        String other = "2001:db8:a::2";
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        String said = "";
        while (!said.contains("BGP connection: shared network")) {
            String last = said;
            assertTrue(System.nanoTime() - end < 0, () -> "no shared network:\n" + last);
            if (said.contains("non shared network") && said.contains("state = Established")) {
                lab.vtysh("f", "clear bgp " + other);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
            said = lab.vtysh("f", "show bgp neighbors " + other);
        }
    }

    private static void frrShows(int paths, String family, String prefix) throws IOException {
        lab.askUntil(
                "f",
                said -> said.split("\"peerId\"", -1).length > paths,
                "vtysh",
                "--vty_socket",
                folder.resolve("frr-f").toString(),
                "-c",
                "show bgp " + family + " unicast " + prefix + " json");
    }

    /** Both exits are one BIRD, on two cables. */
    private static void exits() throws IOException {
        lab.move("f", "fa", "x");
        lab.move("f", "fb", "x");
        lab.address("f", "xa", "192.0.2.33/30");
        lab.address("f", "xb", "192.0.2.37/30");
        lab.address("x", "fa", EXIT_A + "/30");
        lab.address("x", "fb", EXIT_B + "/30");
        lab.address("f", "xa", "2001:db8:a::1/64");
        lab.address("x", "fa", "2001:db8:a::2/64");
        lab.ip("f", "link", "set", "xa", "up");
        lab.ip("f", "link", "set", "xb", "up");
        lab.ip("x", "link", "set", "fa", "up");
        lab.ip("x", "link", "set", "fb", "up");
        // A router that starts while an address is tentative may not hear that it is no longer.
        for (String node : new String[] {"f", "x"}) {
            lab.askUntil(node, said -> !said.contains("tentative"), "ip", "-6", "addr");
        }
        Path conf =
                lab.file(
                        "exits.conf",
                        """
                        router id 192.0.2.34;
                        protocol device { scan time 1; }
                        protocol direct { ipv4; ipv6; }
                        protocol static s4 { ipv4; route 198.51.100.0/24 blackhole; }
                        protocol static s6 { ipv6; route 2001:db8:c::/48 blackhole; }
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
                        protocol bgp six {
                          local 2001:db8:a::2 as 64510; neighbor 2001:db8:a::1 as 64500;
                          passive on; error wait time 1,2;
                          ipv6 { import none; export where source = RTS_STATIC; }; }
                        """);
        lab.start(
                "x",
                RouterLab.find("bird"),
                "-f",
                "-c",
                conf.toString(),
                "-s",
                folder.resolve("exits.ctl").toString(),
                "-P",
                folder.resolve("exits.pid").toString());
    }

    private static String bgpd() {
        StringBuilder neighbors = new StringBuilder();
        StringBuilder v4 = new StringBuilder();
        StringBuilder v6 = new StringBuilder();
        for (int i = 2; i <= 20; i++) {
            String neighbor = " neighbor 192.0.2." + i;
            neighbors.append(neighbor).append(" remote-as 64500\n");
            boolean active = i == 3 || i == 4;
            neighbors.append(active ? "" : neighbor + " passive\n");
            neighbors.append(neighbor).append(i == 10 ? " timers 1 3\n" : " timers 3 9\n");
            neighbors.append(neighbor).append(" timers connect 1\n");
            boolean key = i >= 5 && i <= 7;
            neighbors.append(key ? neighbor + " password right-horse\n" : "");
            neighbors.append(i == 8 || i == 9 ? neighbor + " ttl-security hops 1\n" : "");
            v4.append(" ").append(neighbor).append(" activate\n");
            v4.append(" ").append(neighbor).append(" route-map OVERRIDE in\n");
            v4.append(" ").append(neighbor).append(" addpath-tx-all-paths\n");
            v6.append(" ").append(neighbor).append(" activate\n");
        }
        return """
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
         bgp log-neighbor-changes
         neighbor 192.0.2.34 remote-as 64510
         neighbor 192.0.2.34 timers connect 1
         neighbor 192.0.2.38 remote-as 64511
         neighbor 192.0.2.38 timers connect 1
         neighbor 2001:db8:a::2 remote-as 64510
         neighbor 2001:db8:a::2 timers connect 1
         neighbor 2001:db8::2 remote-as 64500
         neighbor 2001:db8::2 passive
         neighbor 2001:db8::2 timers 3 9
         neighbor 2001:db8::2 password right-horse
         neighbor 2001:db8::2 ttl-security hops 1
        """
                + neighbors
                + " address-family ipv4 unicast\n"
                + "  neighbor 192.0.2.34 activate\n  neighbor 192.0.2.34 route-map ALL in\n"
                + "  neighbor 192.0.2.34 route-map ALL out\n"
                + "  neighbor 192.0.2.38 activate\n  neighbor 192.0.2.38 route-map ALL in\n"
                + "  neighbor 192.0.2.38 route-map ALL out\n"
                + v4
                + " exit-address-family\n address-family ipv6 unicast\n"
                + "  neighbor 2001:db8:a::2 activate\n  neighbor 2001:db8:a::2 route-map ALL in\n"
                + "  neighbor 2001:db8:a::2 route-map ALL out\n"
                + "  neighbor 2001:db8::2 activate\n"
                + v6
                + " exit-address-family\n";
    }

    @AfterAll
    static void remove() throws IOException {
        if (lab != null) {
            lab.close();
        }
    }

    @BeforeEach
    void fromHere() {
        mark = speaker.mark();
    }

    @AfterEach
    void nothingWentWrong() {
        assertTrue(
                speaker.since(mark).stream().noneMatch(line -> line.startsWith("error ")),
                speaker::words);
    }

    private void open(String name, int host, String options) throws IOException {
        speaker.say(
                "open "
                        + name
                        + " peer=192.0.2.1 addpath=true local=192.0.2."
                        + host
                        + " id=192.0.2."
                        + host
                        + " "
                        + options);
    }

    private void close(String name) throws IOException {
        speaker.say("close " + name + " test is over");
        speaker.await(mark, name + " closed");
    }

    private void complete(String name) {
        speaker.await(mark, name + " eor 1/1");
        speaker.await(mark, name + " eor 2/1");
    }

    private static Path key(String text) throws IOException {
        return lab.file("key-" + text.hashCode(), text + "\n");
    }

    private static String neighbor(int host) throws IOException {
        return lab.vtysh("f", "show bgp neighbors 192.0.2." + host);
    }

    private static Talk routes() throws IOException {
        Talk routes = lab.start("f", "ip", "monitor", "route");
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200)); // until it listens
        return routes;
    }

    private static long millis(long fromNanos, Talk.Line line) {
        return TimeUnit.NANOSECONDS.toMillis(line.nanos() - fromNanos);
    }

    @Test
    void weOpenItAndLearnBothPathsUpToTheEndOfRib() throws IOException {
        open("plain", 2, "role=CONNECT");
        complete("plain");

        Talk.Line up = speaker.await(mark, "plain established 192.0.2.1 hold=9");
        assertTrue(up.text().contains("addpath=[1/1, 2/1]") || up.text().contains("[2/1, 1/1]"));
        Set<String> paths =
                speaker.since(mark).stream()
                        .filter(line -> line.startsWith("plain +" + PREFIX))
                        .map(line -> line.replaceAll("plain \\+\\S+ \\d+ ", ""))
                        .collect(Collectors.toSet());
        assertEquals(Set.of(EXIT_A + " 64510", EXIT_B + " 64511 64511"), paths);
        assertTrue(speaker.hasSaid(mark, "plain +2001:db8:c::/48"), speaker::words);
        String seen = neighbor(2);
        assertTrue(seen.contains("Graceful Restart Capability: advertised and received"), seen);
        assertTrue(
                Pattern.compile(
                                "Remote Restart timer is 0 seconds\\s+Address families by"
                                        + " peer:\\s+none")
                        .matcher(seen)
                        .find(),
                seen);
        assertTrue(seen.contains("Enhanced Route Refresh: advertised and received"), seen);
        close("plain");
    }

    @Test
    void theRouterOpensIt() throws IOException {
        open("listen", 3, "role=LISTEN");
        complete("listen");

        assertTrue(speaker.hasSaid(mark, "listen established"));
        close("listen");
    }

    @Test
    void whenBothOpenOneSessionStays() throws IOException {
        open("both", 4, "role=BOTH");
        complete("both");
        speaker.say("refresh both 1/1");
        speaker.await(mark, "both refresh END 1/1");

        close("both");
        long sessions =
                speaker.since(mark).stream().filter(l -> l.contains("both established")).count();
        assertEquals(1, sessions, speaker::words);
    }

    @Test
    void theRightKeyOpensAProtectedSession() throws IOException {
        open("md5", 5, "role=CONNECT key=" + key("right-horse"));
        complete("md5");
        close("md5");
    }

    @Test
    void aWrongKeyAndNoneOpenNothing() throws IOException {
        open("wrong", 6, "role=CONNECT key=" + key("wrong-horse"));
        open("none", 7, "role=CONNECT");

        lab.askUntil("f", RouterLab.counts("TCPMD5Failure"), "nstat", "-asz");
        lab.askUntil("f", RouterLab.counts("TCPMD5NotFound"), "nstat", "-asz");
        assertFalse(speaker.hasSaid(mark, "established"), speaker::words);
        close("wrong");
        close("none");
    }

    @Test
    void aNeighbourIsKnownByItsTtl() throws IOException {
        open("ttl", 8, "role=CONNECT gtsm=true");
        complete("ttl");
        open("short", 9, "role=CONNECT");

        String seen = neighbor(8);
        lab.askUntil("f", RouterLab.counts("TCPMinTTLDrop"), "nstat", "-asz");
        assertTrue(seen.contains("BGP state = Established"), seen);
        // Its octets may come before the router has set the limit: only its answers are dropped
        // then.
        String refused = neighbor(9);
        assertFalse(refused.contains("BGP state = Established"), refused);
        close("ttl");
        close("short");
    }

    @Test
    void bothProtectionsHoldOverIpv6Too() throws IOException {
        speaker.say(
                "open six peer=2001:db8::1 local=2001:db8::2 id=192.0.2.66 role=CONNECT gtsm=true"
                        + " key="
                        + key("right-horse"));

        speaker.await(mark, "six eor 2/1");
        close("six");
    }

    @Test
    void theRouterUsesAnOverrideAndItsOwnChoiceAfterTheWithdrawal() throws IOException {
        open("steer", 11, "role=CONNECT");
        complete("steer");
        Talk routes = routes();

        long announced = System.nanoTime();
        speaker.say("announce steer " + PREFIX + " " + EXIT_B + " 64511 64511");
        Talk.Line moved = routes.await(0, EXIT_B);
        long withdrawn = System.nanoTime();
        int before = routes.mark();
        speaker.say("withdraw steer " + PREFIX);
        Talk.Line back = routes.await(before, EXIT_A);

        print("override in the kernel", millis(announced, moved));
        print("withdrawal in the kernel", millis(withdrawn, back));
        assertTrue(millis(announced, moved) < 1_000 && millis(withdrawn, back) < 1_000);
        routes.close();
        close("steer");
    }

    private static void print(String what, long millis) {
        System.out.println("FRR, " + what + ": " + millis + " ms");
    }

    @Test
    void aRefreshIsAnsweredWithWhatIsAnnounced() throws IOException {
        open("refresh", 13, "role=CONNECT");
        complete("refresh");
        speaker.say("announce refresh " + PREFIX + " " + EXIT_B + " 64511 64511");
        prefixShows("localpref 200");

        lab.vtysh("f", "conf t", "route-map OVERRIDE permit 10", "set local-preference 250");
        lab.vtysh("f", "clear bgp ipv4 unicast 192.0.2.13 soft in");

        speaker.await(mark, "refresh refresh REQUEST 1/1");
        prefixShows("localpref 250");
        lab.vtysh("f", "conf t", "route-map OVERRIDE permit 10", "set local-preference 200");
        close("refresh");
    }

    private static void prefixShows(String words) throws IOException {
        lab.askUntil(
                "f",
                said -> said.contains(words),
                "vtysh",
                "--vty_socket",
                folder.resolve("frr-f").toString(),
                "-c",
                "show bgp ipv4 unicast " + PREFIX);
    }

    @Test
    void aHungRouterIsNoticedWithinTheHoldTime() throws IOException {
        open("short", 10, "role=CONNECT hold=3");
        complete("short");
        assertTrue(neighbor(10).contains("Hold time is 3 seconds"), neighbor(10));

        String pid = lab.bgpdPid("f");
        long stopped = System.nanoTime();
        assertEquals(0, RouterLab.run("kill", "-STOP", pid));
        try {
            Talk.Line down = speaker.await(mark, "short down hold timer expired");
            print("hung router noticed", millis(stopped, down));
            assertTrue(millis(stopped, down) < 3_500);
        } finally {
            RouterLab.run("kill", "-CONT", pid);
        }
        close("short");
    }

    @Test
    void aHungThreadOfOursLosesItsConnectionWithinTwoSeconds() throws IOException {
        open("hung", 14, "role=CONNECT watched=true");
        complete("hung");
        Talk routes = routes();
        speaker.say("announce hung " + PREFIX + " " + EXIT_B + " 64511 64511");
        routes.await(0, EXIT_B);
        int before = routes.mark();

        speaker.say("stall hung 4000");
        Talk.Line stalled = speaker.await(mark, "hung stalls");
        Talk.Line back = routes.await(before, EXIT_A);

        print("stalled thread, own choice back", millis(stalled.nanos(), back));
        assertTrue(millis(stalled.nanos(), back) < 2_600);
        speaker.await(mark, "hung down");
        routes.close();
        close("hung");
    }

    @Test
    void aStoppedProcessIsForgottenAfterTheHoldTimeAndAKilledOneAtOnce() throws IOException {
        Talk other = lab.speaker("s");
        other.say("open own peer=192.0.2.1 local=192.0.2.10 id=192.0.2.10 role=CONNECT hold=3");
        other.await(0, "own eor 2/1");
        Talk routes = routes();
        other.say("announce own " + PREFIX + " " + EXIT_B + " 64511 64511");
        routes.await(0, EXIT_B);
        int before = routes.mark();

        String pid = String.valueOf(other.process().pid());
        long stopped = System.nanoTime();
        RouterLab.run("kill", "-STOP", pid);
        Talk.Line back = routes.await(before, EXIT_A);
        print("stopped process, own choice back", millis(stopped, back));
        assertTrue(millis(stopped, back) < 3_600);

        int resumed = other.mark();
        RouterLab.run("kill", "-CONT", pid);
        other.await(resumed, "own eor 2/1");
        before = routes.mark();
        other.say("announce own " + PREFIX + " " + EXIT_B + " 64511 64511");
        routes.await(before, EXIT_B);
        before = routes.mark();
        long killed = System.nanoTime();
        RouterLab.run("kill", "-KILL", pid);
        back = routes.await(before, EXIT_A);

        print("killed process, own choice back", millis(killed, back));
        assertTrue(millis(killed, back) < 500);
        routes.close();
        other.close();
    }

    @Test
    void theRouterReadsWhyWeStop() throws IOException {
        open("stop", 15, "role=CONNECT");
        complete("stop");

        speaker.say("close stop maintenance of the adapter");

        speaker.await(mark, "stop closed");
        String wanted = "\"maintenance of the adapter\"";
        String log = folder.resolve("frr-f").resolve("bgpd.log").toString();
        lab.askUntil("f", said -> said.contains(wanted), "cat", log);
    }

    @Test
    void tooManyPathsEndTheSession() throws IOException {
        open("few", 16, "role=CONNECT most=1");

        speaker.await(mark, "few down stopped: Cease, Maximum Number of Prefixes Reached");
        lab.askUntil(
                "f",
                said -> said.contains("Maximum Number of Prefixes Reached"),
                "vtysh",
                "--vty_socket",
                folder.resolve("frr-f").toString(),
                "-c",
                "show bgp neighbors 192.0.2.16");
        close("few");
    }
}
