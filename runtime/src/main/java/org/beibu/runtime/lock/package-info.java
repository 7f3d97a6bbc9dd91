/**
 * Keeps a second process away from a directory that one process writes, by a file lock that the
 * kernel drops with the process however it ends. It does not wait for the lock, and does not keep
 * readers away.
 *
 * <p>Thread rule: locks may be taken and closed by any thread.
 */
@NullMarked
package org.beibu.runtime.lock;

import org.jspecify.annotations.NullMarked;
