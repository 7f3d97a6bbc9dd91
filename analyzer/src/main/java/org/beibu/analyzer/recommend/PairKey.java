package org.beibu.analyzer.recommend;

/**
 * One exit that a prefix group could take.
 *
 * @param group the group's id
 * @param exit the exit's name
 */
public record PairKey(String group, String exit) implements Comparable<PairKey> {
    @Override
    public int compareTo(PairKey other) {
        int byGroup = group.compareTo(other.group);
        return byGroup != 0 ? byGroup : exit.compareTo(other.exit);
    }

    @Override
    public String toString() {
        return group + "/" + exit;
    }
}
