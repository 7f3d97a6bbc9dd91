package org.beibu.lab.measure;

/**
 * The edge got an UPDATE of the adapter.
 *
 * @param micros when, epoch microseconds
 * @param prefix what it is about
 * @param exit where the adapter wants it; "-" when it takes its route back
 */
public record BgpUpdate(long micros, String prefix, String exit) {
    public boolean isWithdrawal() {
        return exit.equals("-");
    }
}
