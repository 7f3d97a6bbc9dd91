package org.beibu.lab.loop;

import java.util.List;

/** Beibu's daemons in the lab, each in a namespace and as a user of its own. */
public enum Daemon {
    PROBE("probe", "probe", 64911),
    ANALYZER("analyzer", "analyzer", 64912),
    ADAPTER("adapter", "router-adapter", 64913);

    /** The group that shares the journal. */
    static final int GROUP = 64910;

    /** The user of all reflectors. */
    static final int REFLECTOR_USER = 64914;

    private final String node;
    private final String command;
    private final int user;

    Daemon(String node, String command, int user) {
        this.node = node;
        this.command = command;
        this.user = user;
    }

    /** Its node, and its name among the lab's processes. */
    public String node() {
        return node;
    }

    String command() {
        return command;
    }

    int user() {
        return user;
    }

    /** Its unit, with what a probe that sends test packets has beside it. */
    List<String> unitFiles() {
        String unit = "beibu-" + command + ".service";
        return this == PROBE ? List.of(unit, "beibu-probe-active.conf") : List.of(unit);
    }

    /** The user's number, by the name that the units have for it; 0 for root. */
    static int numberOf(String name) {
        return switch (name) {
            case "beibu-probe" -> PROBE.user;
            case "beibu-analyzer" -> ANALYZER.user;
            case "beibu-router" -> ADAPTER.user;
            case "beibu-reflector" -> REFLECTOR_USER;
            case "root" -> 0;
            default -> throw new IllegalArgumentException("no such user: " + name);
        };
    }
}
