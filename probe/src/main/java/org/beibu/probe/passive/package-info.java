/**
 * Passive timing: TCP handshake and TCP timestamp (RFC 7323) delays from the capture point to each
 * host and back, out of decoded segments, with a bounded flow table.
 *
 * <p>Hot package: nothing is allocated per packet. Time is capture time only; no clock is read. It
 * knows nothing of AseanRoutes, exits, files or the journal: it hands each timing to a {@link
 * TimingSink}.
 *
 * <p>Thread rule: matcher and flow table belong to the one thread that feeds them.
 */
@NullMarked
package org.beibu.probe.passive;

import org.jspecify.annotations.NullMarked;
