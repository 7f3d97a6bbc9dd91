package org.beibu.router.bgp.transport;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.beibu.router.lab.RouterLab;
import org.beibu.router.lab.Talk;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Sessions with BIRD (192.0.2.65), GoBGP (192.0.2.81) and ExaBGP (192.0.2.97), each on a cable of
 * its own. A router that is not installed is left out.
 */
@Tag("interop")
class OtherRoutersInteropTest {
    private static final String OVERRIDE = "203.0.113.0/24";

    @TempDir static Path folder;
    private static RouterLab lab;
    private static Talk speaker;

    private int mark;

    @BeforeAll
    static void build() throws IOException {
        lab = new RouterLab(folder, "ip", "sysctl");
        lab.nodes("s", "bird", "gobgp", "exabgp");
        List<String> routers = List.of("bird", "gobgp", "exabgp");
        for (int i = 0; i < routers.size(); i++) {
            String router = routers.get(i);
            lab.link("s", router);
            int net = 64 + 16 * i;
            lab.address(router, "s", "192.0.2." + (net + 1) + "/28");
            lab.address(router, "s", "2001:db8:" + net + "::1/64");
            lab.address("s", router, "2001:db8:" + net + "::2/64");
            for (int host = net + 2; host < net + 9; host++) {
                lab.address("s", router, "192.0.2." + host + "/28");
            }
        }
        bird();
        gobgp();
        exabgp();
        speaker = lab.speaker("s");
    }

    private static boolean isMissing(String program) {
        return RouterLab.find(program).isEmpty();
    }

    private static void bird() throws IOException {
        if (isMissing("bird")) {
            return;
        }
        Path conf =
                lab.file(
                        "bird.conf",
                        """
                        router id 192.0.2.65;
                        protocol device { }
                        protocol static s4 { ipv4; route 198.51.100.0/24 blackhole; }
                        protocol static s6 { ipv6; route 2001:db8:c::/48 blackhole; }
                        template bgp speaker {
                          local 192.0.2.65 as 64500;
                          hold time 9; connect retry time 1; connect delay time 1; error wait time 1,2;
                          ipv4 { import all; export where source = RTS_STATIC; add paths tx; };
                          ipv6 { import all; export where source = RTS_STATIC; add paths tx; };
                        }
                        protocol bgp plain from speaker { neighbor 192.0.2.66 as 64500; passive on; }
                        protocol bgp opens from speaker { neighbor 192.0.2.67 as 64500; }
                        protocol bgp guarded from speaker { neighbor 192.0.2.68 as 64500;
                          passive on; direct; ttl security on; password "right-horse"; }
                        protocol bgp foreign from speaker { local 192.0.2.65 as 64499;
                          neighbor 192.0.2.69 as 64500; passive on; }
                        protocol bgp farther from speaker { neighbor 192.0.2.70 as 64500;
                          passive on; multihop 8; }
                        """);
        lab.start(
                "bird",
                RouterLab.find("bird"),
                "-f",
                "-c",
                conf.toString(),
                "-s",
                folder.resolve("bird.ctl").toString(),
                "-P",
                folder.resolve("bird.pid").toString());
    }

    private static void gobgp() throws IOException {
        if (isMissing("gobgpd")) {
            return;
        }
        String families =
                """
                  [[neighbors.afi-safis]]
                    [neighbors.afi-safis.config]
                      afi-safi-name = "ipv4-unicast"
                    [neighbors.afi-safis.add-paths.config]
                      send-max = 8
                  [[neighbors.afi-safis]]
                    [neighbors.afi-safis.config]
                      afi-safi-name = "ipv6-unicast"
                """;
        String neighbor =
                """
                [[neighbors]]
                  [neighbors.config]
                    neighbor-address = "192.0.2.%d"
                    peer-as = 64500
                    %s
                  [neighbors.transport.config]
                    passive-mode = %s
                  [neighbors.timers.config]
                    hold-time = 9
                    keepalive-interval = 3
                    connect-retry = 1
                    idle-hold-time-after-reset = 1
                """;
        Path conf =
                lab.file(
                        "gobgp.conf",
                        """
                        [global.config]
                          as = 64500
                          router-id = "192.0.2.81"
                        """
                                + neighbor.formatted(82, "", true)
                                + families
                                + neighbor.formatted(83, "auth-password = \"right-horse\"", true)
                                + families);
        lab.start("gobgp", RouterLab.find("gobgpd"), "-f", conf.toString(), "-t", "toml");
    }

    private static void exabgp() throws IOException {
        if (isMissing("exabgp")) {
            return;
        }
        Path conf =
                lab.file(
                        "exabgp.conf",
                        """
                        neighbor 192.0.2.98 {
                          router-id 192.0.2.97;
                          local-address 192.0.2.97;
                          local-as 64500;
                          peer-as 64500;
                          hold-time 9;
                          capability { add-path send; route-refresh enable; }
                          family { ipv4 unicast; ipv6 unicast; }
                          add-path { ipv4 unicast; }
                          static { route 198.51.100.0/24 next-hop 192.0.2.97; }
                        }
                        """);
        lab.start(
                "exabgp",
                "env",
                "exabgp.daemon.user=root",
                "exabgp.api.cli=false",
                "exabgp.log.level=DEBUG",
                "exabgp.log.routes=true",
                RouterLab.find("exabgp"),
                conf.toString());
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

    private void open(String name, int router, int host, String options) throws IOException {
        speaker.say(
                "open "
                        + name
                        + " addpath=true peer=192.0.2."
                        + router
                        + " local=192.0.2."
                        + host
                        + " id=192.0.2."
                        + host
                        + " "
                        + options);
    }

    private static String birdc(String... words) throws IOException {
        String[] command = new String[words.length + 3];
        command[0] = "birdc";
        command[1] = "-s";
        command[2] = folder.resolve("bird.ctl").toString();
        System.arraycopy(words, 0, command, 3, words.length);
        return lab.ask("bird", command);
    }

    @Test
    void birdSendsItsRoutesTakesAnOverrideAndReadsWhyWeStop() throws IOException {
        assumeFalse(isMissing("bird"), "not installed: bird");
        open("plain", 65, 66, "role=CONNECT");
        speaker.await(mark, "plain eor 1/1");
        speaker.await(mark, "plain eor 2/1");
        assertTrue(speaker.hasSaid(mark, "plain +198.51.100.0/24"), speaker::words);
        assertTrue(speaker.hasSaid(mark, "plain +2001:db8:c::/48"), speaker::words);

        speaker.say("announce plain " + OVERRIDE + " 192.0.2.66 64511");
        birdShows("64511", "show", "route", OVERRIDE, "all");
        birdShows("(64500,911)", "show", "route", OVERRIDE, "all");
        birdc("reload", "in", "plain");
        speaker.await(mark, "plain refresh REQUEST 1/1");
        speaker.say("refresh plain 1/1");
        speaker.await(mark, "plain refresh END 1/1");
        birdShows("64511", "show", "route", OVERRIDE, "all"); // it came again before EoRR
        speaker.say("withdraw plain " + OVERRIDE);
        birdShows("Network not found", "show", "route", OVERRIDE);

        speaker.say("close plain new wires");
        speaker.await(mark, "plain closed");
        birdShows("new wires", "show", "protocols", "all", "plain");
    }

    private static void birdShows(String words, String... command) throws IOException {
        String[] all = new String[command.length + 3];
        all[0] = "birdc";
        all[1] = "-s";
        all[2] = folder.resolve("bird.ctl").toString();
        System.arraycopy(command, 0, all, 3, command.length);
        lab.askUntil("bird", said -> said.contains(words), all);
    }

    @Test
    void birdOpensASession() throws IOException {
        assumeFalse(isMissing("bird"), "not installed: bird");
        open("opens", 65, 67, "role=LISTEN");

        speaker.await(mark, "opens eor 2/1");
        speaker.say("close opens done");
        speaker.await(mark, "opens closed");
    }

    @Test
    void birdProtectsASessionByKeyAndTtl() throws IOException {
        assumeFalse(isMissing("bird"), "not installed: bird");
        Path key = lab.file("bird.key", "right-horse\n");
        open("guarded", 65, 68, "role=CONNECT gtsm=true key=" + key);

        speaker.await(mark, "guarded eor 2/1");
        speaker.say("close guarded done");
        speaker.await(mark, "guarded closed");
    }

    @Test
    void aRouterFartherThanTheNextHopIsNotHeard() throws IOException {
        assumeFalse(isMissing("bird"), "not installed: bird");
        open("farther", 65, 70, "role=CONNECT gtsm=true");

        lab.askUntil("s", RouterLab.counts("TCPMinTTLDrop"), "nstat", "-asz");
        assertFalse(speaker.hasSaid(mark, "farther established"), speaker::words);
        speaker.say("close farther done");
        speaker.await(mark, "farther closed");
    }

    @Test
    void aRouterOfAnotherAsIsToldThatItIsRefused() throws IOException {
        assumeFalse(isMissing("bird"), "not installed: bird");
        open("foreign", 65, 69, "role=CONNECT");

        speaker.await(mark, "OPEN refused: it is of AS 64499, not of 64500");
        birdShows("Bad peer AS", "show", "protocols", "all", "foreign");
        speaker.say("close foreign done");
        speaker.await(mark, "foreign closed");
        assertFalse(speaker.hasSaid(mark, "foreign established"), speaker::words);
    }

    @Test
    void gobgpLearnsAndIsLearnedFrom() throws IOException {
        assumeFalse(isMissing("gobgpd"), "not installed: gobgpd");
        assumeFalse(isMissing("gobgp"), "not installed: gobgp");
        lab.askUntil("gobgp", said -> said.isBlank(), gobgp("add", "192.0.2.81"));
        open("go", 81, 82, "role=CONNECT");
        speaker.await(mark, "go established 192.0.2.81");
        speaker.await(mark, "go +198.51.100.0/24");

        speaker.say("announce go " + OVERRIDE + " 192.0.2.82 64511");
        lab.askUntil("gobgp", said -> said.contains("64511"), "gobgp", "global", "rib", OVERRIDE);
        int asked = speaker.mark();
        speaker.say("refresh go 1/1");
        speaker.await(asked, "go +198.51.100.0/24");
        lab.askUntil("gobgp", said -> said.isBlank(), gobgp("del", "192.0.2.81"));
        speaker.await(mark, "go -198.51.100.0/24");
        speaker.say("close go done");
        speaker.await(mark, "go closed");
    }

    private static String[] gobgp(String what, String nextHop) {
        return new String[] {"gobgp", "global", "rib", what, "198.51.100.0/24", "nexthop", nextHop};
    }

    @Test
    void gobgpProtectsASessionByKey() throws IOException {
        assumeFalse(isMissing("gobgpd"), "not installed: gobgpd");
        Path key = lab.file("gobgp.key", "right-horse\n");
        open("keyed", 81, 83, "role=CONNECT key=" + key);

        speaker.await(mark, "keyed established 192.0.2.81");
        speaker.say("close keyed done");
        speaker.await(mark, "keyed closed");
    }

    @Test
    void exabgpOpensASessionAndAnnounces() throws IOException {
        assumeFalse(isMissing("exabgp"), "not installed: exabgp");
        open("exa", 97, 98, "role=LISTEN");

        speaker.await(mark, "exa established 192.0.2.97");
        speaker.await(mark, "exa +198.51.100.0/24");
        speaker.await(mark, "exa eor 1/1");
        speaker.say("close exa done");
        speaker.await(mark, "exa closed");
    }
}
