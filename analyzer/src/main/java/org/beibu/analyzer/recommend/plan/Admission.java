package org.beibu.analyzer.recommend.plan;

/** Says whether another exit is proved to be better for a group. */
@FunctionalInterface
public interface Admission {
    /** Whether the group may take this exit for its delay. */
    boolean isProved(PrefixGroup group, String exit);
}
