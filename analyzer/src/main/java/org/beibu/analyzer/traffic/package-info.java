/**
 * What paths carry: octets and packets by direction and service class, in words that store, live
 * view, web and export share.
 *
 * <p>Volumes are sums and may be added, unlike delays. Nothing here counts packets: that is the
 * probe's work. Nothing here does I/O or reads a clock.
 *
 * <p>Thread rule: everything is immutable and may be shared.
 */
@NullMarked
package org.beibu.analyzer.traffic;

import org.jspecify.annotations.NullMarked;
