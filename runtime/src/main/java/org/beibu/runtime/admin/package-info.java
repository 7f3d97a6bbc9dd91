/**
 * The admin endpoint of a daemon that serves no page: health, counters for Prometheus, and what the
 * daemon adds, over HTTP. It only tells; nothing can be changed through it.
 *
 * <p>By default it listens on the loopback interface at a port that the system chooses, and leaves
 * its address in the data directory, so that commands on this machine find it and two daemons never
 * quarrel. It knows no users: whoever reaches it may read it.
 *
 * <p>The JDK's own HTTP server does it: some requests a minute need no Vert.x, and the probe's
 * packets none of its threads.
 *
 * <p>Thread rule: an {@link org.beibu.runtime.admin.AdminServer} has one thread, which answers
 * requests one by one and runs the daemon's upkeep between them; what answers them belongs to it.
 */
@NullMarked
package org.beibu.runtime.admin;

import org.jspecify.annotations.NullMarked;
