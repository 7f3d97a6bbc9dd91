/** Tests of the tables: against naive models, and as guardrails and the candidate feed ask them. */
@NullMarked
package org.beibu.router.rib;

import org.jspecify.annotations.NullMarked;
