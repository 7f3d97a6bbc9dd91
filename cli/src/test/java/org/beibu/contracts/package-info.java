/**
 * The written contracts between daemons that do not know each other: what one writes the other
 * reads.
 *
 * <p>Any thread.
 */
@NullMarked
package org.beibu.contracts;

import org.jspecify.annotations.NullMarked;
