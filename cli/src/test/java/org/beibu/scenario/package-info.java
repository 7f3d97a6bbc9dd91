/**
 * Tests of whole processes: child JVMs are killed with SIGKILL at random moments and started again,
 * and what they leave must be whole: nothing lost, nothing counted twice.
 *
 * <p>The moments come from a seed that each test prints; {@code -Dbeibu.kills=N} asks for more
 * kills than the usual number, {@code -Dbeibu.kill.seed=N} for other moments, and {@code
 * -Dbeibu.jar=cli/target/beibu.jar} has daemons run as they are installed. Children run one at a
 * time or in the pairs that a test is about, and never outlive their test.
 */
@NullMarked
package org.beibu.scenario;

import org.jspecify.annotations.NullMarked;
