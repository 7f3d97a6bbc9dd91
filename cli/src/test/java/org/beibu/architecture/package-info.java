/**
 * Rules that hold for the whole of Beibu, checked on the compiled classes and the sources: the
 * module arrow, which package owns which library, who may read a clock, how sources look.
 *
 * <p>They stand in the cli module because every module that ships is on its class path.
 */
@NullMarked
package org.beibu.architecture;

import org.jspecify.annotations.NullMarked;
