package org.beibu.runtime.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.beibu.model.Prefix;

/**
 * A class of traffic, and how its packets are recognised. A packet belongs to the first class of
 * the file all of whose conditions hold; a condition that lists nothing holds always.
 *
 * @param name 1 to 16 of a-z, 0-9 and '-'
 * @param prefixes one of the packet's two addresses is in one of them
 * @param ports one of the packet's two ports is one of them
 * @param dscp the packet's DSCP is one of them (RFC 2474)
 */
public record ServiceClassConfig(
        String name, List<Prefix> prefixes, List<PortRange> ports, List<Integer> dscp) {
    /** The name of the traffic that no class takes. */
    public static final String OTHER = "other";

    /** The journal has seven bits for the number. */
    public static final int MOST = 127;

    private static final int HIGHEST_DSCP = 63;
    private static final Pattern VALID_NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,15}");

    private static final ConfigKey NAME =
            ConfigKey.of(
                    "shared.service_classes[].name",
                    "",
                    "Name of a class of traffic: 1 to 16 of a-z, 0-9 and '-'; the first class whose"
                            + " conditions all hold takes a packet, the rest is 'other'.");
    private static final ConfigKey PREFIXES =
            ConfigKey.of(
                    "shared.service_classes[].prefixes",
                    "",
                    "One end of the packet is in one of these prefixes, separated by commas.");
    private static final ConfigKey PORTS =
            ConfigKey.of(
                    "shared.service_classes[].ports",
                    "",
                    "One port of the packet is one of these, such as '443, udp/27015-27030'.");
    private static final ConfigKey DSCP =
            ConfigKey.of(
                    "shared.service_classes[].dscp",
                    "",
                    "The packet's DSCP is one of these, 0 to 63, separated by commas.");

    /** All keys of a class. */
    public static final List<ConfigKey> KEYS = List.of(NAME, PREFIXES, PORTS, DSCP);

    public ServiceClassConfig {
        if (!VALID_NAME.matcher(name).matches() || name.equals(OTHER)) {
            throw new IllegalArgumentException(
                    "a service class is named with 1 to 16 of a-z, 0-9 and '-', and not 'other': '"
                            + name
                            + "'");
        }
        prefixes = List.copyOf(prefixes);
        ports = List.copyOf(ports);
        dscp = List.copyOf(dscp);
    }

    /** The classes of section {@code shared}, in the order of the file. */
    static List<ServiceClassConfig> list(ConfigSection section) throws ConfigException {
        List<ServiceClassConfig> classes = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (ConfigSection element : section.list("service_classes")) {
            ServiceClassConfig next = of(element);
            if (!names.add(next.name())) {
                throw element.error(NAME, "two service classes have the name " + next.name());
            }
            if (classes.size() == MOST) {
                throw element.error(NAME, "there are more than " + MOST + " service classes");
            }
            classes.add(next);
        }
        return classes;
    }

    private static ServiceClassConfig of(ConfigSection element) throws ConfigException {
        List<Prefix> prefixes = element.listed(PREFIXES, Prefix::parse);
        List<PortRange> ports = element.listed(PORTS, PortRange::parse);
        List<Integer> dscp =
                element.listed(DSCP, text -> (int) Units.wholeNumber(text, 0, HIGHEST_DSCP));
        return element.parsed(NAME, name -> new ServiceClassConfig(name, prefixes, ports, dscp));
    }
}
