/**
 * What a daemon and the program that runs it (systemd, a shell) tell one another: ready, status,
 * alive, reloading and stopping over the socket of {@code sd_notify}; SIGTERM, SIGINT and SIGHUP
 * the other way.
 *
 * <p>"Alive" is said only while every agent of the daemon goes round ({@link
 * org.beibu.runtime.counters.Turns}); a timer alone never says it. Without a service manager
 * nothing is sent and JNA is not loaded.
 *
 * <p>It knows no daemon, and restarts nothing itself.
 *
 * <p>Thread rule: all of it belongs to the main thread of the process, which has nothing else to do
 * once the daemon's agents run; signals only put a word into a queue.
 */
@NullMarked
package org.beibu.runtime.service;

import org.jspecify.annotations.NullMarked;
