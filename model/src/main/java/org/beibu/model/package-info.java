/**
 * The words that every part of Beibu shares: AseanRoute, Exit, PathId, Method, Metric, Prefix and
 * the catalogue of destinations with its fibre floors.
 *
 * <p>Everything here is an immutable value, checked in its constructor, and needs nothing but the
 * JDK. Nothing here starts a thread, opens a socket or reads a clock; the only I/O is reading the
 * catalogue file once at start.
 *
 * <p>Thread rule: all types may be shared freely between threads.
 */
@NullMarked
package org.beibu.model;

import org.jspecify.annotations.NullMarked;
