package org.beibu.router.steer;

import java.util.Optional;
import java.util.function.Supplier;
import org.beibu.router.audit.AuditTrail;
import org.beibu.router.rib.RibView;
import org.beibu.router.rpki.VrpTable;

/**
 * What steering is connected to.
 *
 * @param rib what the routers hold
 * @param vrps validated ROA payloads, the latest
 * @param sight what the adapter itself sees of the probes
 * @param use whether routers follow
 * @param announcer the way to the routers
 * @param audit where everything is written down
 * @param frozen who froze steering before it started, from {@link FreezeFile}
 */
public record SteeringPorts(
        RibView rib,
        Supplier<VrpTable> vrps,
        ProbeSight sight,
        UseView use,
        Announcer announcer,
        AuditTrail audit,
        Optional<String> frozen) {}
