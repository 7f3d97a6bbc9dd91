/**
 * Makes a large capture out of a recording of the rig: copies that overlap in time, each between
 * hosts of its own, so that its connections are new ones.
 *
 * <p>Real traffic stays real: order, resends, delays and window sizes are those of the recording.
 * Only addresses, checksums and times change. One thread; the recording is held in memory.
 */
@NullMarked
package org.beibu.lab.repeat;

import org.jspecify.annotations.NullMarked;
