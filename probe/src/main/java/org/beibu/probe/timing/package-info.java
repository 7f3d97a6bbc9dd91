/**
 * From captured packets to timings by all passive methods: the decoder and the matchers in the
 * order in which a packet meets them, in one thread or, for files, in several.
 *
 * <p>It knows nothing of AseanRoutes, exits or the journal.
 *
 * <p>Thread rule: a {@link org.beibu.probe.timing.PacketTimer} belongs to the one thread that feeds
 * it. So does a {@link org.beibu.probe.timing.ShardedTimer}, which has threads of its own behind
 * it.
 */
@NullMarked
package org.beibu.probe.timing;

import org.jspecify.annotations.NullMarked;
