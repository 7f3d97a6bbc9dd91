/** Tests of the watch over the probes, with probes that are simulated packet by packet. */
@NullMarked
package org.beibu.router.pulse;

import org.jspecify.annotations.NullMarked;
