package org.beibu.router.render;

import java.util.ArrayList;
import java.util.List;
import org.beibu.model.Prefix;
import org.beibu.router.guard.OwnMarks;
import org.beibu.router.steer.BgpOverride;
import org.beibu.router.steer.OverrideMaker;

/**
 * Writes an override as configuration of the edge router: in the policy that takes in the routes of
 * the exit's neighbour, the one prefix with the exit's next hop gets the LOCAL_PREF and the marks
 * of the override, and the rest of the policy still applies; where that sets a LOCAL_PREF of its
 * own, the statement belongs behind it. No route is made: when the neighbour withdraws the prefix,
 * nothing is left to prefer. Guardrails do not watch it and no lease ends it: a person who pastes
 * it has to take it back.
 */
public final class OverrideRenderer {
    /** The statement's place: before what the operator has, which begins at 10 as a rule. */
    private static final int PLACE = 5;

    private final OwnMarks own;

    /** A renderer with these marks. */
    public OverrideRenderer(OwnMarks own) {
        this.own = own;
    }

    /** What a snippet needs. */
    private record Parts(
            String name, String policy, BgpOverride override, String marker, String change) {
        Prefix prefix() {
            return override.key().prefix();
        }

        boolean ipv4() {
            return prefix().isIpv4();
        }

        long localPref() {
            Long preference = override.attributes().localPref();
            return preference == null ? 0 : preference;
        }
    }

    /**
     * The snippet of an override.
     *
     * @param policy name of the policy that takes in the routes of the exit's neighbour
     * @throws IllegalArgumentException when the name is not one of a policy
     */
    public Snippet render(Dialect dialect, BgpOverride override, String policy) {
        if (!policy.matches("[A-Za-z][A-Za-z0-9_-]{0,39}")) {
            throw new IllegalArgumentException(
                    "a policy's name has 1 to 40 letters, digits, '_' and '-', not '"
                            + policy
                            + "'");
        }
        long change = OverrideMaker.changeId(override.recommendation());
        Parts parts =
                new Parts(
                        "BEIBU-" + change,
                        policy,
                        override,
                        (own.marker() >>> 16) + ":" + (own.marker() & 0xffff),
                        String.valueOf(own.changeCommunity(change)));
        Body body =
                switch (dialect) {
                    case FRR -> frr(parts);
                    case VRP -> vrp(parts);
                    case IOS_XR -> iosXr(parts);
                    case JUNOS -> junos(parts);
                };
        return new Snippet(
                dialect,
                text(head(dialect, override, "sets"), body.apply()),
                text(head(dialect, override, "takes back"), body.revert()));
    }

    private record Body(List<String> apply, List<String> revert) {}

    private static String text(List<String> head, List<String> lines) {
        List<String> all = new ArrayList<>(head);
        all.addAll(lines);
        return String.join("\n", all) + "\n";
    }

    private static List<String> head(Dialect dialect, BgpOverride override, String what) {
        List<String> lines = new ArrayList<>();
        lines.add(
                dialect.comment()
                        + " beibu "
                        + what
                        + ": recommendation "
                        + override.recommendation()
                        + ", "
                        + override.key()
                        + " by "
                        + override.exit());
        lines.add(
                dialect.comment()
                        + (dialect.isTaken()
                                ? " read by bgpd's own parser (FRR 8.4)"
                                : " from the vendor's manual: no real router has taken this form"));
        lines.add(
                dialect.comment()
                        + " the rest of the policy still applies; where that sets a LOCAL_PREF, put"
                        + " this behind it");
        return lines;
    }

    private static Body frr(Parts parts) {
        String family = parts.ipv4() ? "ip" : "ipv6";
        String list = family + " prefix-list " + parts.name();
        String hops = family + " prefix-list " + parts.name() + "-NH";
        int whole = parts.ipv4() ? 32 : 128;
        return new Body(
                List.of(
                        list + " seq 5 permit " + parts.prefix(),
                        hops + " seq 5 permit " + parts.override().nextHop() + "/" + whole,
                        "route-map " + parts.policy() + " permit " + PLACE,
                        " match " + family + " address prefix-list " + parts.name(),
                        " match " + family + " next-hop prefix-list " + parts.name() + "-NH",
                        " set local-preference " + parts.localPref(),
                        " set community " + parts.marker() + " additive",
                        " set large-community " + parts.change() + " additive",
                        " on-match next",
                        "exit"),
                List.of(
                        "no route-map " + parts.policy() + " permit " + PLACE,
                        "no " + list,
                        "no " + hops));
    }

    private static Body vrp(Parts parts) {
        String family = parts.ipv4() ? "ip ip-prefix " : "ip ipv6-prefix ";
        String match = parts.ipv4() ? "ip-prefix " : "ipv6 address prefix-list ";
        String matchHop = parts.ipv4() ? "ip next-hop ip-prefix " : "ipv6 next-hop prefix-list ";
        String address = parts.prefix().toString().replace('/', ' ');
        int whole = parts.ipv4() ? 32 : 128;
        return new Body(
                List.of(
                        family + parts.name() + " index 5 permit " + address,
                        family
                                + parts.name()
                                + "-NH index 5 permit "
                                + parts.override().nextHop()
                                + " "
                                + whole,
                        "route-policy " + parts.policy() + " permit node " + PLACE,
                        " if-match " + match + parts.name(),
                        " if-match " + matchHop + parts.name() + "-NH",
                        " apply local-preference " + parts.localPref(),
                        " apply community " + parts.marker() + " additive",
                        " apply large-community " + parts.change() + " additive",
                        " goto next-node",
                        "quit",
                        "commit"),
                List.of(
                        "undo route-policy " + parts.policy() + " node " + PLACE,
                        "undo " + family + parts.name(),
                        "undo " + family + parts.name() + "-NH",
                        "commit"));
    }

    /** A policy of its own, for the operator's to apply first: IOS XR edits policies whole. */
    private static Body iosXr(Parts parts) {
        int whole = parts.ipv4() ? 32 : 128;
        return new Body(
                List.of(
                        "route-policy " + parts.name(),
                        "  if destination in ("
                                + parts.prefix()
                                + ") and next-hop in ("
                                + parts.override().nextHop()
                                + "/"
                                + whole
                                + ") then",
                        "    set local-preference " + parts.localPref(),
                        "    set community (" + parts.marker() + ") additive",
                        "    set large-community (" + parts.change() + ") additive",
                        "  endif",
                        "end-policy",
                        "! in route-policy " + parts.policy() + ", as its first statement:",
                        "!   apply " + parts.name(),
                        "commit"),
                List.of(
                        "! remove 'apply "
                                + parts.name()
                                + "' from route-policy "
                                + parts.policy()
                                + " first",
                        "no route-policy " + parts.name(),
                        "commit"));
    }

    private static Body junos(Parts parts) {
        String community = "set policy-options community ";
        String term =
                "set policy-options policy-statement "
                        + parts.policy()
                        + " term "
                        + parts.name()
                        + " ";
        return new Body(
                List.of(
                        community + parts.name() + " members " + parts.marker(),
                        community + parts.name() + "-ID members large:" + parts.change(),
                        term + "from route-filter " + parts.prefix() + " exact",
                        term + "from next-hop " + parts.override().nextHop(),
                        term + "then local-preference " + parts.localPref(),
                        term + "then community add " + parts.name(),
                        term + "then community add " + parts.name() + "-ID",
                        term + "then next term",
                        "# and before the first term of " + parts.policy() + ":",
                        "#   insert ... term " + parts.name() + " before term FIRST",
                        "commit confirmed 10"),
                List.of(
                        "delete policy-options policy-statement "
                                + parts.policy()
                                + " term "
                                + parts.name(),
                        "delete policy-options community " + parts.name(),
                        "delete policy-options community " + parts.name() + "-ID",
                        "commit"));
    }
}
