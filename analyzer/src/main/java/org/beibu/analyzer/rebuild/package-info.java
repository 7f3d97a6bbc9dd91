/**
 * Makes the store anew from the journal, by command and with the analyzer stopped. What lies before
 * the journal's oldest document is kept from the old store.
 *
 * <p>Thread rule: one thread makes a rebuild and runs it once.
 */
@NullMarked
package org.beibu.analyzer.rebuild;

import org.jspecify.annotations.NullMarked;
