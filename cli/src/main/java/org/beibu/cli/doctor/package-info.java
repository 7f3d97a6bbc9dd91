/**
 * What {@code beibu doctor} looks at: one class for each part of a machine (itself, its network
 * card, what lies on disk, who answers), and what each finding says: OK, WARN or FAIL, and the
 * command that mends it.
 *
 * <p>A check only reads. What may be mended without asking is marked as safe in its remedy; {@link
 * org.beibu.cli.DoctorCommand} runs it where it is told to. Everything is read below a root and
 * through a runner of programs, so that tests show it machines that they have made up.
 *
 * <p>Runs on the thread of the command.
 */
@NullMarked
package org.beibu.cli.doctor;

import org.jspecify.annotations.NullMarked;
