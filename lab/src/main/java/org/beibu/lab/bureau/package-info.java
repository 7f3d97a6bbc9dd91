/**
 * The bureau of the lab: an edge router, three exits with their upstreams, four destinations,
 * users, and Beibu's daemons, each in a network namespace of its own.
 *
 * <p>{@link org.beibu.lab.bureau.Topology} is the plan as values; the other classes render it:
 * namespaces, configuration of FRR, BIRD and Beibu. They are functions of the plan; nothing here
 * starts a process, so all of it can be read and tested without root.
 */
@NullMarked
package org.beibu.lab.bureau;

import org.jspecify.annotations.NullMarked;
