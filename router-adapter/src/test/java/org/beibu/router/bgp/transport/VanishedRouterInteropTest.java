package org.beibu.router.bgp.transport;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.beibu.router.lab.RouterLab;
import org.beibu.router.lab.Talk;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A BIRD that is cut off without a word and one of the same address that comes instead, as a router
 * does that lost its power.
 */
@Tag("interop")
class VanishedRouterInteropTest {
    private static final String ROUTER = "192.0.2.1/28";
    private static final String OURS = "192.0.2.2/28";

    @TempDir private Path folder;

    private void router(RouterLab lab, String node) throws IOException {
        lab.nodes(node);
        lab.link("s", node);
        lab.address("s", node, OURS);
        lab.address(node, "s", ROUTER);
        Path conf =
                lab.file(
                        node + ".conf",
                        """
                        router id 192.0.2.1;
                        protocol device { }
                        protocol bgp ours { local 192.0.2.1 as 64500; neighbor 192.0.2.2 as 64500;
                          hold time 240; connect retry time 1; connect delay time 1; ipv4 { import all; }; }
                        """);
        lab.start(
                node,
                RouterLab.find("bird"),
                "-f",
                "-c",
                conf.toString(),
                "-s",
                folder.resolve(node + ".ctl").toString(),
                "-P",
                folder.resolve(node + ".pid").toString());
    }

    @Test
    void aRouterThatVanishedIsTakenAgainLongBeforeTheHoldTimeIsOver() throws IOException {
        try (RouterLab lab = new RouterLab(folder, "ip", "sysctl", "bird")) {
            lab.nodes("s");
            Talk speaker = lab.speaker("s");
            router(lab, "r");
            speaker.say("open edge peer=192.0.2.1 local=192.0.2.2 role=LISTEN hold=240");
            speaker.await(0, "edge established 192.0.2.1 hold=240");

            int mark = speaker.mark();
            lab.ip("s", "link", "del", "r"); // both ends of the cable are gone, the sockets are not
            router(lab, "q");
            Talk.Line down = speaker.await(mark, "edge down");
            Talk.Line up = speaker.await(mark, "edge established");

            long millis = TimeUnit.NANOSECONDS.toMillis(up.nanos() - down.nanos());
            assertTrue(millis < 3_000, () -> millis + " ms from down to up");
            assertTrue(down.text().contains("reset"), down::text);
        }
    }
}
