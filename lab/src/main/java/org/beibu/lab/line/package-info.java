/**
 * Delay lines that can be changed while they run: what links between cities do to packets.
 *
 * <p>One process carries the frames of several lines between TAP interfaces and delays, loses,
 * spreads and queues them; a socket in the file system takes changes and tells how late frames
 * really left. A {@link org.beibu.lab.line.Shaper} is plain arithmetic. It knows no routers.
 *
 * <p>One thread carries everything, another one listens for changes and hands them over.
 */
@NullMarked
package org.beibu.lab.line;

import org.jspecify.annotations.NullMarked;
