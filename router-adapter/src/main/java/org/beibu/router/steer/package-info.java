/**
 * Steering: from live recommendations and the verdicts of the guardrails to what the routers are
 * told. Each second the whole desired table is computed from scratch and compared with Adj-RIB-Out;
 * the difference is sent. Losses go a shorter way, and only ever withdraw.
 *
 * <p>It opens no session and chooses no exit: the analyzer recommends, the router decides by
 * LOCAL_PREF, and without fresh recommendations everything that was announced is withdrawn.
 *
 * <p>Thread rule: {@link Steering} and all that it holds belong to one thread; clocks come in as a
 * {@link Moment} with each call.
 */
@NullMarked
package org.beibu.router.steer;

import org.jspecify.annotations.NullMarked;
