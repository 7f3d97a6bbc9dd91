/**
 * What a move really did: a watch that takes a bad one back, and the ledger of predicted and
 * realised effect.
 *
 * <p>It is told blocks of the new and the old exit and says keep, wait or take back. It moves
 * nothing itself.
 *
 * <p>Thread rule: a {@link org.beibu.analyzer.recommend.verify.MoveWatch} belongs to one thread;
 * verdicts are values.
 */
@NullMarked
package org.beibu.analyzer.recommend.verify;

import org.jspecify.annotations.NullMarked;
