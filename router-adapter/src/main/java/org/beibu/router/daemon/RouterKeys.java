package org.beibu.router.daemon;

import java.util.ArrayList;
import java.util.List;
import org.beibu.runtime.config.ConfigKey;

/** The keys of section {@code router_adapter}. */
final class RouterKeys {
    private static final List<ConfigKey> MADE = new ArrayList<>();

    static final ConfigKey AS_NUMBER =
            key("as_number", "", "AS number of the bureau, ours and the routers'; needed.");
    static final ConfigKey BGP_ID =
            key("bgp_id", "", "Our BGP Identifier, written as an IPv4 address; needed.");
    static final ConfigKey MARKER =
            key(
                    "marker",
                    "",
                    "Community on every override, such as 64500:911; the routers filter by it;"
                            + " needed.");
    static final ConfigKey LISTEN =
            key(
                    "listen",
                    "",
                    "Addresses and ports where BGP connections of routers are awaited, separated"
                            + " by commas; without it only we connect.");
    static final ConfigKey STEERING =
            key("steering", "true", "Whether anything is steered at all; false outranks modes.");
    static final ConfigKey MODE =
            key(
                    "mode",
                    "shadow",
                    "shadow (log only), approve (a person releases each move) or auto.");
    static final ConfigKey ALLOW =
            key(
                    "allow",
                    "",
                    "Prefixes that may be steered, and what lies inside them, separated by commas;"
                            + " none without it.");
    static final ConfigKey OWN =
            key("own", "", "Prefixes of our own that are never touched, separated by commas.");
    static final ConfigKey FEED =
            key(
                    "recommendations",
                    "",
                    "URL of the analyzer's recommendations, such as"
                            + " http://127.0.0.1:8047/api/v1/recommendations.");
    static final ConfigKey FEED_INTERVAL =
            key("recommendations_interval", "2s", "How often they are asked for, 1s to 1m.");
    static final ConfigKey PROBES =
            key(
                    "probes",
                    "",
                    "Admin endpoints of the probes that the adapter listens to itself, such as"
                            + " 127.0.0.1:9600, separated by commas; local: the probe of the same"
                            + " data directory. Then a move needs a session of theirs through the"
                            + " exit that answers, and an override goes within a second when"
                            + " packets are lost.");
    static final ConfigKey PROBES_INTERVAL =
            key("probes_interval", "100ms", "How often they are asked, 20ms to 2s.");
    static final ConfigKey VRPS =
            key(
                    "vrps",
                    "",
                    "File of validated ROA payloads, JSON or CSV as rpki-client and Routinator"
                            + " write it; read again when it changes.");
    static final ConfigKey RTR =
            key(
                    "rtr",
                    "",
                    "Address and port of an RTR cache (RFC 8210, plain TCP) instead of the file,"
                            + " such as '192.0.2.20:3323'.");
    static final ConfigKey WINDOWS =
            key(
                    "change_windows",
                    "",
                    "When changes may be made, such as 'mon-fri 02:00-05:00 Asia/Shanghai',"
                            + " separated by commas; at any time without it.");
    static final ConfigKey SETTLE =
            key(
                    "settle",
                    "60s",
                    "Nothing is announced to a router before its routes are complete for so long.");
    static final ConfigKey PER_MINUTE =
            key("changes_per_minute", "20", "Changes a minute and router at most, 1 to 100000.");
    static final ConfigKey PER_HOUR =
            key("changes_per_hour", "200", "Changes an hour and router at most, 1 to 100000.");
    static final ConfigKey STEP_SHARE =
            key("step_share", "10%", "Share of the traffic that moves in a minute at most.");
    static final ConfigKey DWELL =
            key("dwell", "90s", "Shortest time between two changes of a prefix.");
    static final ConfigKey MOST_OVERRIDES =
            key("max_overrides", "1000", "Overrides in all at most, 1 to 100000.");
    static final ConfigKey WEB_ADDRESS =
            key(
                    "web.address",
                    "127.0.0.1",
                    "Address of the candidate feed and of the commands; there is no login: keep it"
                            + " on the loopback interface.");
    static final ConfigKey WEB_PORT = key("web.port", "8048", "TCP port of them, 0 for any.");
    static final ConfigKey BMP_LISTEN =
            key(
                    "bmp.listen",
                    "",
                    "Address and port where routers bring BMP, such as '192.0.2.9:1790'; without it"
                            + " nowhere.");

    static final ConfigKey MODE_ROUTE =
            key(
                    "modes[].route",
                    "",
                    "Exceptions from the mode: an AseanRoute by its id in the catalogue,");
    static final ConfigKey MODE_EXIT =
            key("modes[].exit", "", "or an exit that is moved to, by its name in shared.exits,");
    static final ConfigKey MODE_ROUTER =
            key("modes[].router", "", "or a router by its name; one of the three is needed.");
    static final ConfigKey MODE_THERE =
            key(
                    "modes[].mode",
                    "",
                    "The mode there, shadow, approve or auto; of several the most cautious holds;"
                            + " needed.");
    static final ConfigKey HOP_EXIT =
            key(
                    "next_hops[].exit",
                    "",
                    "Next hops of an exit beside or instead of the one in shared.exits: the exit's"
                            + " name; needed.");
    static final ConfigKey HOP_ROUTER =
            key(
                    "next_hops[].router",
                    "",
                    "The router on which they lead to the exit; without it on all that no other"
                            + " element names.");
    static final ConfigKey HOP_ADDRESSES =
            key(
                    "next_hops[].addresses",
                    "",
                    "The next hops, IPv4 and IPv6, separated by commas; needed.");

    static final ConfigKey ROUTER_NAME =
            key("routers[].name", "", "Name of an edge router, as in shared.exits; needed.");
    static final ConfigKey ROUTER_ADDRESS =
            key("routers[].address", "", "Its address for BGP and BMP; needed.");
    static final ConfigKey ROUTER_PORT = key("routers[].port", "179", "Its BGP port, 1 to 65535.");
    static final ConfigKey ROUTER_LOCAL =
            key("routers[].local", "", "The address that we connect from.");
    static final ConfigKey ROUTER_ROLE =
            key("routers[].role", "connect", "Who opens the connection: connect, listen or both.");
    static final ConfigKey ROUTER_KEY =
            key("routers[].md5_file", "", "File with the key of TCP MD5; never printed.");
    static final ConfigKey ROUTER_GTSM =
            key("routers[].gtsm", "false", "Whether packets must come from one hop away.");
    static final ConfigKey ROUTER_HOLD =
            key("routers[].hold_time", "9s", "Hold time, 3s to 65535s.");
    static final ConfigKey ROUTER_PREFERENCE =
            key("routers[].local_pref", "200", "LOCAL_PREF of overrides, 0 to 4294967295.");
    static final ConfigKey ROUTER_MED =
            key(
                    "routers[].med",
                    "",
                    "MULTI_EXIT_DISC of overrides, 0 to 4294967295; the learned one without it.");
    static final ConfigKey ROUTER_COMMUNITIES =
            key(
                    "routers[].communities",
                    "",
                    "Further communities on overrides, such as 64500:100, separated by commas.");
    static final ConfigKey ROUTER_LARGE =
            key(
                    "routers[].large_communities",
                    "",
                    "Further large communities, such as 64500:1:2, separated by commas.");
    static final ConfigKey ROUTER_FILTERS =
            key(
                    "routers[].filters_by_marker",
                    "false",
                    "Whether its policy keeps marked routes inside the AS; only then are overrides"
                            + " without NO_EXPORT.");

    /** All of them, in the order of the example file. */
    static final List<ConfigKey> ALL = List.copyOf(MADE);

    private RouterKeys() {}

    private static ConfigKey key(String below, String defaultText, String meaning) {
        ConfigKey key = ConfigKey.of("router_adapter." + below, defaultText, meaning);
        MADE.add(key);
        return key;
    }
}
