package org.beibu.probe.record;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.beibu.model.Exit;
import org.beibu.runtime.config.ExitConfig;
import org.beibu.runtime.journal.AsciiKey;

/**
 * Recognises the exit of a packet: by the outer VLAN id, else by the inner one, else by the capture
 * interface. Index 0 stands for an exit that was not recognised. Allocates nothing in a look-up.
 */
public final class ExitTable {
    /** The index of {@link Exit#UNKNOWN}. */
    public static final int UNKNOWN = 0;

    private static final int VLAN_IDS = 4096;

    private final long[] keyHigh;
    private final long[] keyLow;
    private final short[] byVlan = new short[VLAN_IDS];
    private final Map<String, Integer> byInterfaceName = new HashMap<>();
    private short[] byInterface = {};

    /** A table of these exits; two exits never have the same mark. */
    public ExitTable(List<ExitConfig> exits) {
        keyHigh = new long[exits.size() + 1];
        keyLow = new long[exits.size() + 1];
        setName(UNKNOWN, Exit.UNKNOWN);
        for (int i = 0; i < exits.size(); i++) {
            ExitConfig config = exits.get(i);
            int index = i + 1;
            setName(index, config.exit().name());
            config.vlan().ifPresent(vlan -> byVlan[vlan] = (short) index);
            if (!config.interfaceName().isEmpty()) {
                byInterfaceName.put(config.interfaceName(), index);
            }
        }
    }

    private void setName(int index, String name) {
        keyHigh[index] = AsciiKey.exitHigh(name);
        keyLow[index] = AsciiKey.exitLow(name);
    }

    /** Learns the names of the source's interfaces; again when there are more of them. */
    public void interfaces(List<String> names) {
        short[] known = Arrays.copyOf(byInterface, names.size());
        for (int i = byInterface.length; i < known.length; i++) {
            known[i] = (short) (int) byInterfaceName.getOrDefault(names.get(i), UNKNOWN);
        }
        byInterface = known;
    }

    /** Number of interfaces whose names are known. */
    public int interfaceCount() {
        return byInterface.length;
    }

    /** The exit's index by the marks of a packet; VLAN ids are 0 where there is no tag. */
    public int find(int vlanOuter, int vlanInner, int interfaceIndex) {
        int index = byVlan[vlanOuter & (VLAN_IDS - 1)];
        if (index == UNKNOWN) {
            index = byVlan[vlanInner & (VLAN_IDS - 1)];
        }
        if (index == UNKNOWN && interfaceIndex < byInterface.length) {
            index = byInterface[interfaceIndex];
        }
        return index;
    }

    /** First half of the journal's key of an exit. */
    public long keyHigh(int index) {
        return keyHigh[index];
    }

    /** Second half of the journal's key of an exit. */
    public long keyLow(int index) {
        return keyLow[index];
    }
}
