package org.beibu.probe.record;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.agrona.collections.Int2IntHashMap;
import org.agrona.collections.Long2LongHashMap;
import org.beibu.model.Exit;
import org.beibu.probe.capture.DecodedPacket;
import org.beibu.probe.passive.PassiveTiming;
import org.beibu.runtime.config.ExitConfig;
import org.beibu.runtime.journal.AsciiKey;

/**
 * Recognises the exit of a packet by its marks, the most specific first: the outermost MPLS label,
 * the MAC address of the next hop (source of what comes from it, destination of what goes to it),
 * the outer VLAN id, the inner one, the capture interface. Index 0 stands for an exit that was not
 * recognised. Allocates nothing in a look-up.
 */
public final class ExitTable {
    /** The index of {@link Exit#UNKNOWN}. */
    public static final int UNKNOWN = 0;

    private static final int VLAN_IDS = 4096;

    private final List<String> names;
    private final long[] keyHigh;
    private final long[] keyLow;
    private final short[] byVlan = new short[VLAN_IDS];
    private final Map<String, Integer> byInterfaceName = new HashMap<>();
    private final Int2IntHashMap byLabel = new Int2IntHashMap(UNKNOWN);
    private final Long2LongHashMap byMac = new Long2LongHashMap(UNKNOWN);
    private short[] byInterface = {};

    /** A table of these exits; two exits never have the same mark. */
    public ExitTable(List<ExitConfig> exits) {
        names =
                Stream.concat(
                                Stream.of(Exit.UNKNOWN),
                                exits.stream().map(config -> config.exit().name()))
                        .toList();
        keyHigh = names.stream().mapToLong(AsciiKey::exitHigh).toArray();
        keyLow = names.stream().mapToLong(AsciiKey::exitLow).toArray();
        for (int i = 0; i < exits.size(); i++) {
            ExitConfig config = exits.get(i);
            int index = i + 1;
            config.mplsLabels().forEach(label -> byLabel.put((int) label, index));
            config.macs().forEach(mac -> byMac.put((long) mac, index));
            config.vlan().ifPresent(vlan -> byVlan[vlan] = (short) index);
            if (!config.interfaceName().isEmpty()) {
                byInterfaceName.put(config.interfaceName(), index);
            }
        }
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

    /** The exit's index by the marks of a packet. */
    public int find(DecodedPacket packet) {
        int index = find(packet.mplsLabel(), packet.sourceMac(), packet.destinationMac());
        return index == UNKNOWN
                ? find(packet.vlanOuter(), packet.vlanInner(), packet.interfaceIndex())
                : index;
    }

    /** The exit's index by the marks of the packet that completed a timing. */
    public int find(PassiveTiming timing) {
        int index = find(timing.mplsLabel(), timing.sourceMac(), timing.destinationMac());
        return index == UNKNOWN
                ? find(timing.vlanOuter(), timing.vlanInner(), timing.interfaceIndex())
                : index;
    }

    private int find(int mplsLabel, long sourceMac, long destinationMac) {
        int index = UNKNOWN;
        if (!byLabel.isEmpty()) {
            index = byLabel.get(mplsLabel);
        }
        if (index == UNKNOWN && !byMac.isEmpty()) {
            index = (int) byMac.get(sourceMac);
            if (index == UNKNOWN) {
                index = (int) byMac.get(destinationMac);
            }
        }
        return index;
    }

    private int find(int vlanOuter, int vlanInner, int interfaceIndex) {
        int index = byVlan[vlanOuter & (VLAN_IDS - 1)];
        if (index == UNKNOWN) {
            index = byVlan[vlanInner & (VLAN_IDS - 1)];
        }
        if (index == UNKNOWN && interfaceIndex < byInterface.length) {
            index = byInterface[interfaceIndex];
        }
        return index;
    }

    /** The exit's name by its index. */
    public String name(int index) {
        return names.get(index);
    }

    /** Number of indices, that of the unknown exit included. */
    public int size() {
        return keyHigh.length;
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
