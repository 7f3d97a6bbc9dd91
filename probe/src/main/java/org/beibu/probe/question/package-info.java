/**
 * What probes of hosts that run no Session-Reflector have in common: a question is sent under a
 * number, its departure is told, and an answer or an ICMP error may come back.
 *
 * <p>The ways of asking are packages of their own: {@code probe.echo}, {@code probe.dns}, {@code
 * probe.connect}. Schedules, accounts and windows are those of all active sessions ({@code
 * probe.active}); nothing of them is known here.
 *
 * <p>Thread rule: a port belongs to the thread of its {@link org.beibu.probe.udp.UdpLoop}, which
 * also calls {@link org.beibu.probe.question.Answers}.
 */
@NullMarked
package org.beibu.probe.question;

import org.jspecify.annotations.NullMarked;
