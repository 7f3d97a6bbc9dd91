package org.beibu.runtime.config;

import java.util.OptionalInt;
import org.beibu.model.Exit;

/**
 * An exit, and how its packets are recognised.
 *
 * @param exit the exit
 * @param vlan VLAN id of its packets, outer or inner tag
 * @param interfaceName the capture interface that sees only its packets, empty when none does
 */
public record ExitConfig(Exit exit, OptionalInt vlan, String interfaceName) {}
