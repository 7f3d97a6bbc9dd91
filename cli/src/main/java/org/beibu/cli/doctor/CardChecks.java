package org.beibu.cli.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The network card that is captured: there, up, whole packets at their time, room for bursts. */
public final class CardChecks {
    /** What glues packets together before the capture sees them, and ethtool's letters for it. */
    private static final Map<String, String> GLUE =
            Map.of(
                    "generic-receive-offload", "gro",
                    "large-receive-offload", "lro",
                    "tcp-segmentation-offload", "tso",
                    "generic-segmentation-offload", "gso");

    private static final Pattern SWITCH = Pattern.compile("(?m)^([a-z-]+): on( \\[fixed])?$");
    private static final Pattern RING = Pattern.compile("(?m)^RX:\\s+(\\d+)$");

    private CardChecks() {}

    /** The interface of this name, all checks. */
    public static List<Finding> all(Machine machine, String name) {
        if (name.equals("any")) {
            return List.of(Finding.ok("interface", "any: cards are not looked at one by one"));
        }
        if (!machine.exists("sys/class/net/" + name)) {
            return List.of(
                    Finding.fail("interface", name + " does not exist", "ip", "-brief", "link"));
        }
        List<Finding> found = new ArrayList<>();
        found.add(state(machine, name));
        found.add(offloads(machine, name));
        ring(machine, name).ifPresent(found::add);
        return found;
    }

    private static Finding state(Machine machine, String name) {
        String state = machine.text("sys/class/net/" + name + "/operstate").orElse("unknown");
        return state.equals("down")
                ? Finding.fail("interface", name + " is down", "ip", "link", "set", name, "up")
                : Finding.ok("interface", name + " is " + state);
    }

    private static Finding offloads(Machine machine, String name) {
        Optional<String> features = machine.programs().output(List.of("ethtool", "-k", name));
        if (features.isEmpty()) {
            return Finding.warn("offloads", "no ethtool to ask", "apt-get", "install", "ethtool");
        }
        List<String> on = new ArrayList<>();
        Matcher line = SWITCH.matcher(features.get());
        while (line.find()) {
            String letters = GLUE.get(line.group(1));
            if (letters != null && line.group(2) == null) {
                on.add(letters);
            }
        }
        if (on.isEmpty()) {
            return Finding.ok("offloads", "packets come one by one");
        }
        on.sort(null);
        List<String> remedy = new ArrayList<>(List.of("ethtool", "-K", name));
        on.forEach(letters -> remedy.addAll(List.of(letters, "off")));
        String detail = String.join(", ", on) + " on: packets are glued together, stamps are late";
        return Finding.warn("offloads", detail, remedy.toArray(String[]::new)).safely();
    }

    private static Optional<Finding> ring(Machine machine, String name) {
        return machine.programs()
                .output(List.of("ethtool", "-g", name))
                .flatMap(
                        text -> {
                            Matcher line = RING.matcher(text);
                            if (!line.find()) {
                                return Optional.empty();
                            }
                            long most = Long.parseLong(line.group(1));
                            long now = line.find() ? Long.parseLong(line.group(1)) : most;
                            return Optional.of(ring(name, now, most));
                        });
    }

    private static Finding ring(String name, long now, long most) {
        return now >= most
                ? Finding.ok("receive ring", now + " packets")
                : Finding.warn(
                        "receive ring",
                        now + " of " + most + " packets (a change interrupts the link)",
                        "ethtool",
                        "-G",
                        name,
                        "rx",
                        Long.toString(most));
    }
}
