/**
 * The steering log: everything that was recommended, refused, announced, withdrawn, approved or
 * frozen, with who, what, why, before and after. Entries are chained by their hashes in a Chronicle
 * Queue; nothing is ever changed or removed.
 *
 * <p>It keeps and shows; it decides nothing. A process that may write to the files can rewrite them
 * all: whoever wants to notice that keeps the hash of the last entry elsewhere.
 *
 * <p>Thread rule: an {@link AuditLog} belongs to the thread that steers; an {@link AuditReader} to
 * whoever made it, in this process or another.
 */
@NullMarked
package org.beibu.router.audit;

import org.jspecify.annotations.NullMarked;
