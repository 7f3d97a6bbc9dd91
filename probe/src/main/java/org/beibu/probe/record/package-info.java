/**
 * From timings to journal records: which AseanRoute, which exit, and the host's address coarsened
 * to a prefix, which is all that leaves the probe. Also the import of capture files, which does the
 * same without a clock and exactly once.
 *
 * <p>Every timing is recorded, those of hosts that no route holds too, so that counts are conserved
 * from the capture to the store.
 *
 * <p>Thread rule: everything here belongs to the one thread that captures or imports.
 */
@NullMarked
package org.beibu.probe.record;

import org.jspecify.annotations.NullMarked;
