/**
 * MRT files (RFC 6396, RFC 8050): what routers and collectors have written down of BGP, read for
 * replay and tests, and written for those who want to see what we saw.
 *
 * <p>TABLE_DUMP, TABLE_DUMP_V2, BGP4MP and BGP4MP_ET are understood, with and without ADD-PATH; all
 * else is named and skipped. A record holds no more octets than {@link
 * org.beibu.router.mrt.MrtReader#LONGEST_RECORD}; a file is read record by record and never held
 * whole.
 *
 * <p>A reader and a decoder belong to one thread each; what they give is immutable.
 */
@NullMarked
package org.beibu.router.mrt;

import org.jspecify.annotations.NullMarked;
