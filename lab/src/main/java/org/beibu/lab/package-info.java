/**
 * Whole worlds on one machine: network namespaces joined by delay lines, real programs in them, and
 * judges that know what is true there.
 *
 * <p>For tests and benchmarks only; needs root where it touches the kernel, and never ships. The
 * judges know nothing of the code that they judge.
 */
@NullMarked
package org.beibu.lab;

import org.jspecify.annotations.NullMarked;
