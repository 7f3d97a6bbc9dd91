/**
 * Fuzzing of what comes from routers and files, with Jazzer (docs/adr/0015-jazzer.md) and, faster
 * but blind, by damaging good messages at random: the targets, their seeds, the replay of the
 * corpus in each unit test run, and bounded runs.
 *
 * <p>A target is a class with a method {@code fuzzerTestOneInput(byte[])} that throws when a
 * promise of the code is broken; it lies beside the code it calls. A new one is named in {@link
 * org.beibu.router.fuzzing.FuzzTarget} and gets a folder below {@code src/test/resources/fuzz}.
 */
@NullMarked
package org.beibu.router.fuzzing;

import org.jspecify.annotations.NullMarked;
