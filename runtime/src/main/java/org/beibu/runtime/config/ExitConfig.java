package org.beibu.runtime.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.beibu.model.Address;
import org.beibu.model.Exit;

/**
 * An exit, and the marks by which its packets are recognised. One mark suffices; no two exits share
 * one.
 *
 * @param exit the exit
 * @param vlan VLAN id of its packets, outer or inner tag
 * @param interfaceName the capture interface that sees only its packets, empty when none does
 * @param mplsLabels outermost MPLS labels of its packets
 * @param macs MAC addresses of its next hop, 48 bits each
 */
public record ExitConfig(
        Exit exit,
        OptionalInt vlan,
        String interfaceName,
        List<Integer> mplsLabels,
        List<Long> macs) {
    private static final int HIGHEST_VLAN = 4094;
    private static final int LOWEST_LABEL = 16;
    private static final int HIGHEST_LABEL = (1 << 20) - 1;

    private static final ConfigKey NAME =
            ConfigKey.of(
                    "shared.exits[].name",
                    "",
                    "Name of an exit: 1 to 16 of a-z, 0-9 and '-'; each exit needs one.");
    private static final ConfigKey VLAN =
            ConfigKey.of(
                    "shared.exits[].vlan",
                    "",
                    "VLAN id that marks the packets of the exit, 1 to 4094.");
    private static final ConfigKey INTERFACE =
            ConfigKey.of(
                    "shared.exits[].interface",
                    "",
                    "Capture interface that sees only packets of the exit.");
    private static final ConfigKey MPLS_LABEL =
            ConfigKey.of(
                    "shared.exits[].mpls_label",
                    "",
                    "Outermost MPLS labels that mark the packets of the exit, 16 to 1048575,"
                            + " separated by commas: they may differ by direction.");
    private static final ConfigKey MAC =
            ConfigKey.of(
                    "shared.exits[].mac",
                    "",
                    "MAC addresses of the exit's next hop, separated by commas: source of its"
                            + " packets, destination of ours.");
    private static final ConfigKey ROUTER =
            ConfigKey.of("shared.exits[].router", "", "Name of the exit's edge router.");
    private static final ConfigKey NEXT_HOP =
            ConfigKey.of("shared.exits[].next_hop", "", "Address of the exit's next hop.");
    private static final ConfigKey LINK =
            ConfigKey.of("shared.exits[].link", "", "Name of the exit's link.");
    private static final ConfigKey UPSTREAM_AS =
            ConfigKey.of("shared.exits[].upstream_as", "0", "AS number of the exit's upstream.");

    /** All keys of an exit. */
    public static final List<ConfigKey> KEYS =
            List.of(NAME, VLAN, INTERFACE, MPLS_LABEL, MAC, ROUTER, NEXT_HOP, LINK, UPSTREAM_AS);

    public ExitConfig {
        mplsLabels = List.copyOf(mplsLabels);
        macs = List.copyOf(macs);
    }

    /** An exit that is known by a VLAN id alone. */
    public static ExitConfig ofVlan(Exit exit, int vlan) {
        return new ExitConfig(exit, OptionalInt.of(vlan), "", List.of(), List.of());
    }

    /** The exits of section {@code shared}, in the order of the file. */
    static List<ExitConfig> list(ConfigSection section) throws ConfigException {
        List<ExitConfig> exits = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (ConfigSection element : section.list("exits")) {
            ExitConfig exit = of(element);
            refuseTwice(seen, "name " + exit.exit().name(), element, NAME);
            if (exit.vlan().isPresent()) {
                refuseTwice(seen, "VLAN " + exit.vlan().getAsInt(), element, VLAN);
            }
            if (!exit.interfaceName().isEmpty()) {
                refuseTwice(seen, "interface " + exit.interfaceName(), element, INTERFACE);
            }
            for (int label : exit.mplsLabels()) {
                refuseTwice(seen, "MPLS label " + label, element, MPLS_LABEL);
            }
            for (long mac : exit.macs()) {
                refuseTwice(seen, "MAC address " + MacAddress.text(mac), element, MAC);
            }
            exits.add(exit);
        }
        return exits;
    }

    private static void refuseTwice(
            Set<String> seen, String mark, ConfigSection element, ConfigKey key)
            throws ConfigException {
        if (!seen.add(mark)) {
            throw element.error(key, "two exits have " + mark);
        }
    }

    private static ExitConfig of(ConfigSection element) throws ConfigException {
        String router = element.text(ROUTER);
        String nextHop =
                element.optionalParsed(NEXT_HOP, Address::parse).map(Address::toString).orElse("");
        String link = element.text(LINK);
        long upstreamAs = element.integer(UPSTREAM_AS, 0, 0xffff_ffffL);
        Exit exit = element.parsed(NAME, name -> new Exit(name, router, nextHop, link, upstreamAs));
        OptionalInt vlan =
                element.text(VLAN).isEmpty()
                        ? OptionalInt.empty()
                        : OptionalInt.of((int) element.integer(VLAN, 1, HIGHEST_VLAN));
        return new ExitConfig(
                exit,
                vlan,
                element.text(INTERFACE),
                element.listed(MPLS_LABEL, ExitConfig::label),
                element.listed(MAC, MacAddress::parse));
    }

    private static int label(String text) {
        return (int) Units.wholeNumber(text, LOWEST_LABEL, HIGHEST_LABEL);
    }
}
