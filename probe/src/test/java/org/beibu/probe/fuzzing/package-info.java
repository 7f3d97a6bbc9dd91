/**
 * Coverage-guided fuzzing of every decoder, with Jazzer (docs/adr/0015-jazzer.md): what the targets
 * are, their seeds, the replay of the corpus in each unit test run, and a bounded run of the
 * fuzzer.
 *
 * <p>A target is a class with a method {@code fuzzerTestOneInput(byte[])} that throws when a
 * promise of the code is broken; it lies beside the code it calls. A new one is named in {@link
 * org.beibu.probe.fuzzing.FuzzTarget} and gets a folder below {@code src/test/resources/fuzz}.
 */
@NullMarked
package org.beibu.probe.fuzzing;

import org.jspecify.annotations.NullMarked;
