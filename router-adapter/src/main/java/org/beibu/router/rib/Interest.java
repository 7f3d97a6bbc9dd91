package org.beibu.router.rib;

import java.util.List;
import org.beibu.model.Prefix;
import org.beibu.model.PrefixTable;

/** The prefixes whose changes anybody wants to hear of: a full table has none for most. */
public interface Interest {
    /** Every prefix. */
    Interest ALL = (high, low, length) -> true;

    /** Whether a change of this prefix is to be told. */
    boolean covers(long high, long low, int length);

    /** Prefixes that are one of these or begin inside one. */
    static Interest in(List<Prefix> prefixes) {
        PrefixTable table = PrefixTable.of(List.of(prefixes));
        return (high, low, length) -> table.lookup(high, low) != PrefixTable.NONE;
    }
}
