package org.beibu.lab.loop;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.beibu.lab.rig.LabProcess;

/** Why the lab cannot stand on this machine. */
public final class Obstacles {
    /** A command and the Debian package that has it. */
    private record Needed(String command, String debianPackage) {}

    private static final List<Needed> NEEDED =
            List.of(
                    new Needed("ip", "iproute2"),
                    new Needed("nft", "nftables"),
                    new Needed("vtysh", "frr"),
                    new Needed("bird", "bird2"),
                    new Needed("ping", "iputils-ping"),
                    new Needed("iperf3", "iperf3"),
                    new Needed("setpriv", "util-linux"),
                    new Needed("stdbuf", "coreutils"),
                    new Needed("faketime", "faketime"));

    private Obstacles() {}

    /** The first one; empty when there is none. */
    public static Optional<String> first() {
        if (!"root".equals(System.getProperty("user.name"))) {
            return Optional.of("not root: cannot make network namespaces");
        }
        if (!Files.isWritable(Path.of("/dev/net/tun"))) {
            return Optional.of("no /dev/net/tun: the kernel has no TUN");
        }
        return NEEDED.stream()
                .filter(one -> !LabProcess.isInstalled(one.command()))
                .map(one -> "not installed: " + one.command() + ": package " + one.debianPackage())
                .findFirst();
    }
}
