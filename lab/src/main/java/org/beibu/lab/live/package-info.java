/**
 * A virtual cable between two network namespaces: tcpreplay sends at one end, a program captures at
 * the other.
 *
 * <p>The sender runs before everything else on its core, so that its rate holds on a busy machine;
 * what is measured is whether the program at the other end keeps up. Needs root, iproute2 and
 * tcpreplay. One thread runs it and blocks.
 */
@NullMarked
package org.beibu.lab.live;

import org.jspecify.annotations.NullMarked;
