/**
 * The router-adapter: takes recommendations to the bureau's routers, or refuses them.
 *
 * <p>{@code daemon} ties together sessions ({@code bgp}), the BMP station ({@code bmp}), the tables
 * of what routers hold ({@code rib}), the guardrails ({@code guard}), steering ({@code steer}) and
 * its log ({@code audit}).
 *
 * <p>It never depends on the probe or the analyzer: recommendations come in and candidates go out
 * over HTTP, as documents with a version.
 */
@NullMarked
package org.beibu.router;

import org.jspecify.annotations.NullMarked;
