/**
 * The router-adapter: takes recommendations to the bureau's routers, or refuses them.
 *
 * <p>Nothing is built yet. Beibu of this release measures and shows; it opens no session to a
 * router, announces nothing and reads no routing table. The packages below say what each of them
 * will hold, so that the module arrow and the words stand before the code does.
 *
 * <p>It will never depend on the probe or the analyzer: recommendations come in and candidates go
 * out over HTTP, as documents with a version.
 */
@NullMarked
package org.beibu.router;

import org.jspecify.annotations.NullMarked;
