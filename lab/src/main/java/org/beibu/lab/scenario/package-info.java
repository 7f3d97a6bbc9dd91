/**
 * Scenarios: something happens to the bureau, and a verdict says whether Beibu did what it should.
 *
 * <p>A {@link org.beibu.lab.scenario.Scenario} is what is done and how it is judged; the {@link
 * org.beibu.lab.scenario.ScenarioRunner} builds a fresh lab for it. Verdicts rest on the timeline
 * of {@code measure}, never on what Beibu says of itself; Beibu is asked only whether it is ready,
 * and told what a person would tell it.
 *
 * <p>One thread runs a scenario and blocks.
 */
@NullMarked
package org.beibu.lab.scenario;

import org.jspecify.annotations.NullMarked;
