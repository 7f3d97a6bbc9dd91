/**
 * The lab as it stands: brings the plan of {@code bureau} to life and takes it away again.
 *
 * <p>Everything that runs is started detached, with an end of its own ({@code timeout(1)}), and its
 * process id with its start is written down first of all, so that any later command finds and ends
 * it. Routers run as FRR's own user; Beibu's daemons run each as a user of its own with the
 * capabilities that its systemd unit grants, from a copy of the build.
 *
 * <p>Blocks; the thread of the command runs it.
 */
@NullMarked
package org.beibu.lab.loop;

import org.jspecify.annotations.NullMarked;
