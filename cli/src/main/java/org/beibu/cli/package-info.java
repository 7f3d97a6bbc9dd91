/**
 * The {@code beibu} command: one class a command, each of them thin.
 *
 * <p>A command reads its arguments, calls the module that does the work and prints the result: data
 * on standard output, talk on standard error, {@code --json} for programs. How a command ends is a
 * code of {@link org.beibu.cli.ExitCode}; a failure is one line on standard error, without a stack
 * trace. No measuring, deciding or storing happens here.
 *
 * <p>Thread rule: commands run on the main thread and start daemons that own their threads.
 */
@NullMarked
package org.beibu.cli;

import org.jspecify.annotations.NullMarked;
