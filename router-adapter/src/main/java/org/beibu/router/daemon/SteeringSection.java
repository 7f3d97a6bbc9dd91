package org.beibu.router.daemon;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.beibu.model.Prefix;
import org.beibu.router.guard.DailyWindow;
import org.beibu.router.guard.GuardConfig;
import org.beibu.router.guard.OwnMarks;
import org.beibu.router.recommendation.Mode;
import org.beibu.router.steer.ModeRules;
import org.beibu.router.steer.SteeredRouter;
import org.beibu.router.steer.SteeringConfig;
import org.beibu.runtime.config.ConfigException;
import org.beibu.runtime.config.ConfigKey;
import org.beibu.runtime.config.ConfigSection;
import org.beibu.runtime.config.SharedConfig;

/** Reads how steering is set up: modes, limits of the guardrails, change windows. */
final class SteeringSection {
    private static final List<ConfigKey> PLACES =
            List.of(RouterKeys.MODE_ROUTE, RouterKeys.MODE_EXIT, RouterKeys.MODE_ROUTER);

    private SteeringSection() {}

    static SteeringConfig read(
            ConfigSection section,
            OwnMarks own,
            List<RouterElement> elements,
            ExitNextHops exits,
            SharedConfig shared)
            throws ConfigException {
        List<SteeredRouter> routers = elements.stream().map(RouterElement::steered).toList();
        return new SteeringConfig(
                section.flag(RouterKeys.STEERING),
                modes(section, routers, exits, shared),
                exits.steered(),
                routers,
                own,
                guards(section),
                SteeringConfig.Times.USUAL);
    }

    private static ModeRules modes(
            ConfigSection section,
            List<SteeredRouter> routers,
            ExitNextHops exits,
            SharedConfig shared)
            throws ConfigException {
        Map<ConfigKey, Predicate<String>> known =
                Map.of(
                        RouterKeys.MODE_ROUTE,
                        name ->
                                shared.catalogue().routes().stream()
                                        .anyMatch(r -> r.id().equals(name)),
                        RouterKeys.MODE_EXIT,
                        exits::has,
                        RouterKeys.MODE_ROUTER,
                        name -> routers.stream().anyMatch(r -> r.name().equals(name)));
        Map<ConfigKey, Map<String, Mode>> rules = new HashMap<>();
        PLACES.forEach(place -> rules.put(place, new HashMap<>()));
        for (ConfigSection element : section.list("modes")) {
            ConfigKey place = place(element);
            String name = element.text(place);
            if (!known.getOrDefault(place, any -> false).test(name)) {
                throw element.error(place, "'" + name + "' is not known here");
            }
            Mode mode = element.parsed(RouterKeys.MODE_THERE, Mode::parse);
            if (rules.getOrDefault(place, new HashMap<>()).put(name, mode) != null) {
                throw element.error(place, "two elements name " + name);
            }
        }
        return new ModeRules(
                section.parsed(RouterKeys.MODE, Mode::parse),
                rules.getOrDefault(RouterKeys.MODE_ROUTE, Map.of()),
                rules.getOrDefault(RouterKeys.MODE_EXIT, Map.of()),
                rules.getOrDefault(RouterKeys.MODE_ROUTER, Map.of()));
    }

    private static ConfigKey place(ConfigSection element) throws ConfigException {
        ConfigKey found = null;
        for (ConfigKey key : PLACES) {
            if (!element.text(key).isEmpty()) {
                if (found != null) {
                    throw element.error(key, "one of route, exit and router, not two");
                }
                found = key;
            }
        }
        if (found == null) {
            throw element.error(RouterKeys.MODE_ROUTE, "one of route, exit and router is needed");
        }
        return found;
    }

    private static GuardConfig guards(ConfigSection section) throws ConfigException {
        GuardConfig usual = GuardConfig.defaults();
        GuardConfig.Prefixes allowing =
                GuardConfig.Prefixes.allowing(section.listed(RouterKeys.ALLOW, Prefix::parse));
        return new GuardConfig(
                new GuardConfig.Prefixes(
                        allowing.allowed(),
                        section.listed(RouterKeys.OWN, Prefix::parse),
                        allowing.ipv4(),
                        allowing.ipv6()),
                usual.recommendations(),
                usual.evidence(),
                new GuardConfig.Probes(
                        usual.probes().quorum(),
                        usual.probes().mostIntervals(),
                        section.duration(RouterKeys.SETTLE)),
                pace(section, usual.pace()),
                section.listed(RouterKeys.WINDOWS, DailyWindow::parse));
    }

    private static GuardConfig.Pace pace(ConfigSection section, GuardConfig.Pace usual)
            throws ConfigException {
        int most = (int) section.integer(RouterKeys.MOST_OVERRIDES, 1, 100_000);
        return new GuardConfig.Pace(
                (int) section.integer(RouterKeys.PER_MINUTE, 1, 100_000),
                (int) section.integer(RouterKeys.PER_HOUR, 1, 100_000),
                section.share(RouterKeys.STEP_SHARE),
                usual.step(),
                section.duration(RouterKeys.DWELL),
                most,
                Math.min(usual.mostPerExit(), most));
    }
}
