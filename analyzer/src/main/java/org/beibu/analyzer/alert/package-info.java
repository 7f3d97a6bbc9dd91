/**
 * Alerts: what needs a person, told once to whom it concerns.
 *
 * <p>{@link org.beibu.analyzer.alert.Condition}s are looked for every few seconds in service
 * levels, live figures and the disk. {@link org.beibu.analyzer.alert.AlertBook} damps them: a
 * condition must last before its alert fires, and be gone for a while before it is resolved.
 * Receivers (an Alertmanager, webhooks, syslog) are told on threads of their own, with bounded
 * queues and growing pauses; nothing here ever holds up ingest. What fires and what was told is in
 * a file, so that a restart tells nobody twice. Planned maintenance silences receivers.
 *
 * <p>It decides nothing about routes, and knows no HTTP server.
 */
@NullMarked
package org.beibu.analyzer.alert;

import org.jspecify.annotations.NullMarked;
