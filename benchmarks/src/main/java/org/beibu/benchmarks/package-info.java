/**
 * Measurements: JMH benchmarks of single stages, and whole-process comparisons with the tools that
 * people use today, on the same file in the same minute.
 *
 * <p>It publishes nothing and checks nothing: a figure that got worse is for a person to judge.
 * Each class begins with what is measured, what is left out and how to run it. Everything runs on
 * the main thread, one measurement after the other.
 */
@NullMarked
package org.beibu.benchmarks;

import org.jspecify.annotations.NullMarked;
