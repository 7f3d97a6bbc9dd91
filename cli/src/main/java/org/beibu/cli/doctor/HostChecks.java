package org.beibu.cli.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The machine itself: Java, rights, clock, kernel buffers, CPU. */
public final class HostChecks {
    private static final int CAP_NET_RAW = 13;
    private static final long LEAST_BUFFER = 4 << 20;
    private static final int OLDEST_JAVA = 17;
    private static final int HEXADECIMAL = 16;
    private static final Pattern EFFECTIVE = Pattern.compile("(?m)^CapEff:\\s*([0-9a-f]+)");

    private HostChecks() {}

    /** All of them; {@code captures} says whether this machine captures packets. */
    public static List<Finding> all(Machine machine, boolean captures) {
        List<Finding> found = new ArrayList<>();
        found.add(java(Runtime.version().feature(), machine));
        if (captures) {
            found.add(capabilities(machine));
            found.add(governor(machine));
        }
        found.add(clock(machine));
        found.add(buffers(machine));
        return found;
    }

    static Finding java(int version, Machine machine) {
        String detail = "Java " + version;
        if (version < OLDEST_JAVA) {
            return Finding.fail("java", detail, "apt-get", "install", "openjdk-17-jre-headless");
        }
        boolean packaged = machine.exists("usr/share/beibu/beibu.jar");
        if (packaged && !machine.exists("var/cache/beibu/analyzer.jsa")) {
            return Finding.warn(
                            "java",
                            detail + ", no class archive: daemons start slower",
                            "/usr/share/beibu/make-archives")
                    .safely();
        }
        return Finding.ok("java", detail);
    }

    static Finding capabilities(Machine machine) {
        Matcher mask = EFFECTIVE.matcher(machine.text("proc/self/status").orElse(""));
        boolean raw =
                mask.find()
                        && (Long.parseUnsignedLong(mask.group(1), HEXADECIMAL) >> CAP_NET_RAW & 1)
                                == 1;
        return raw
                ? Finding.ok("rights", "CAP_NET_RAW: may capture")
                : Finding.warn(
                        "rights",
                        "no CAP_NET_RAW here: the unit has it, a probe started by hand has not",
                        "systemctl",
                        "start",
                        "beibu-probe");
    }

    /** By timedatectl, which asks the kernel; chronyd, ntpd and timesyncd all tell the kernel. */
    static Finding clock(Machine machine) {
        Optional<String> answer =
                machine.programs()
                        .output(List.of("timedatectl", "show", "-p", "NTPSynchronized", "--value"));
        String word = answer.map(String::strip).orElse("");
        return switch (word) {
            case "yes" -> Finding.ok("clock", "kept by time synchronisation");
            case "no" ->
                    Finding.fail(
                            "clock",
                            "not synchronised: one-way delays are withheld",
                            "apt-get",
                            "install",
                            "chrony");
            default ->
                    Finding.warn("clock", "nobody says whether it is synchronised", "timedatectl");
        };
    }

    static Finding buffers(Machine machine) {
        String text = machine.text("proc/sys/net/core/rmem_max").orElse("");
        if (text.isEmpty()) {
            return Finding.ok("kernel buffers", "not to be seen from here");
        }
        long most = Long.parseLong(text);
        return most >= LEAST_BUFFER
                ? Finding.ok("kernel buffers", "net.core.rmem_max = " + most)
                : Finding.warn(
                                "kernel buffers",
                                "net.core.rmem_max = " + most + ": bursts of test packets get lost",
                                "sysctl",
                                "-w",
                                "net.core.rmem_max=" + LEAST_BUFFER)
                        .safely();
    }

    static Finding governor(Machine machine) {
        String governor =
                machine.text("sys/devices/system/cpu/cpu0/cpufreq/scaling_governor").orElse("");
        if (governor.isEmpty() || governor.equals("performance")) {
            return Finding.ok("CPU", governor.isEmpty() ? "no frequency scaling" : governor);
        }
        return Finding.warn(
                "CPU",
                "governor " + governor + ": stamps of user space are late while it speeds up",
                "cpupower",
                "frequency-set",
                "-g",
                "performance");
    }
}
