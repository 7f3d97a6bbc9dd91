/**
 * Whether another exit is proved to be better: paired blocks, sequential evidence, what many tests
 * at once allow.
 *
 * <p>A block compares the medians of two exits that were probed in the same minutes ({@link
 * org.beibu.analyzer.recommend.prove.PairedBlock}). The blocks' signs feed an e-value ({@link
 * org.beibu.analyzer.recommend.prove.SignEvidence}) that may be looked at whenever one likes
 * without finding winners that are none. It knows no links, budgets or routers.
 *
 * <p>Thread rule: values are immutable; a {@link org.beibu.analyzer.recommend.prove.PairTest}
 * belongs to one thread.
 */
@NullMarked
package org.beibu.analyzer.recommend.prove;

import org.jspecify.annotations.NullMarked;
