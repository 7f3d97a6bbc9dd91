package org.beibu.lab.rig;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** wrk, asking for the objects in fixed proportion; every third request closes its connection. */
final class WebLoad {
    private static final String SCRIPT =
            """
            local sizes = {200, 200, 1500, 1500, 6000, 6000, 20000, 60000}
            local keep, close = {}, {}
            local n = 0
            function init(args)
                for i, size in ipairs(sizes) do
                    keep[i] = wrk.format("GET", "/" .. size)
                    close[i] = wrk.format("GET", "/" .. size, {["Connection"] = "close"})
                end
            end
            function request()
                n = n + 1
                local i = math.random(#sizes)
                if n % 3 == 0 then return close[i] end
                return keep[i]
            end
            """;

    private WebLoad() {}

    /** Asks one address for so long, and waits. */
    static void run(String namespace, String address, RigPlan plan, Path folder)
            throws IOException {
        Path script = folder.resolve("load.lua");
        Files.writeString(script, SCRIPT);
        LabProcess.run(
                folder.resolve("wrk.log"),
                "",
                Namespaces.inside(
                        namespace,
                        "wrk",
                        "-t1",
                        "-c" + plan.connections(),
                        "-d" + plan.secondsEach() + "s",
                        "--timeout",
                        "4s",
                        "-s",
                        script.toString(),
                        "http://" + Hosts.inUrl(address) + "/"));
    }
}
