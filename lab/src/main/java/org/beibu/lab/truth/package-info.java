/**
 * Judges round-trip timings by the wire: both ends of it were recorded with one clock, so the delay
 * that the network had between an acknowledgment and the segment it answers is known.
 *
 * <p>Reads captures with a reader of its own and knows nothing of the code that it judges. Times
 * TCP between a client and port 80 as the rig makes it; a sample of anything else is not judged.
 * Plain objects, whole files in memory, one thread.
 */
@NullMarked
package org.beibu.lab.truth;

import org.jspecify.annotations.NullMarked;
