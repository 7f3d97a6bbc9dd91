/**
 * An override as configuration, for routers that do not let us peer: the same move as a snippet for
 * a person to look at and paste, and the snippet that takes it back.
 *
 * <p>It sends nothing and knows no session. Only the FRR form was ever read by its router's own
 * parser; the others are written from the vendors' manuals.
 *
 * <p>Pure functions; any thread.
 */
@NullMarked
package org.beibu.router.render;

import org.jspecify.annotations.NullMarked;
