/**
 * What every daemon stands on: agents and their threads, configuration, counters and the timing
 * journal, each in a package of its own below this one.
 */
@NullMarked
package org.beibu.runtime;

import org.jspecify.annotations.NullMarked;
