/**
 * What is told of each active session apart: its figures of the last minutes and its counts since
 * the start, as JSON and as a table. The journal cannot say this, since its records name paths.
 *
 * <p>It measures nothing and keeps nothing over a restart.
 *
 * <p>Thread rule: {@link org.beibu.probe.sessions.SessionBoard} hears of windows on the
 * Session-Sender's thread and puts them into a bounded queue; everything else belongs to the thread
 * of the admin endpoint.
 */
@NullMarked
package org.beibu.probe.sessions;

import org.jspecify.annotations.NullMarked;
