package org.beibu.router.guard;

/**
 * What the adapter itself sees of the probes through an exit.
 *
 * @param answering sessions whose packets come back now
 * @param all sessions that the probes have there
 */
public record Watched(int answering, int all) {}
