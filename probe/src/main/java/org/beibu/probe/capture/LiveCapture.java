package org.beibu.probe.capture;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pcap4j.core.NotOpenException;
import org.pcap4j.core.PcapHandle;
import org.pcap4j.core.PcapHandle.TimestampPrecision;
import org.pcap4j.core.PcapNativeException;
import org.pcap4j.core.PcapStat;

/**
 * A live interface as a packet source. The kernel stamps the packets, so a pause of this process
 * delays the hand-over but never falsifies a time; what did not fit into its buffer meanwhile is in
 * {@link #statistics}. VLAN tags that the network card took off are put back by libpcap.
 *
 * <p>{@link #poll} never waits: the caller's idle strategy decides how to. Owned by the one thread
 * that polls it; close and statistics may come from others, because a handle closed under a native
 * call would take the process down.
 */
public final class LiveCapture implements PacketSource {
    private static final int RAW_ON_LINUX = 12;

    private final LiveCaptureConfig config;
    private final boolean direct;
    private final CapturedPacket packet = new CapturedPacket();
    private final WrappingCount received = new WrappingCount();
    private final WrappingCount dropped = new WrappingCount();
    private final WrappingCount droppedByInterface = new WrappingCount();
    private final Object handleLock = new Object();
    private @Nullable PcapHandle handle;
    private @Nullable LiveReader reader;
    private @Nullable Fanout fanout;
    private boolean closed;
    private boolean polling;

    /** The interface to capture; not touched before {@link #start}. */
    public LiveCapture(LiveCaptureConfig config) {
        this(config, true);
    }

    /** As many captures as the configuration wants threads; the caller starts all of them. */
    public static List<PacketSource> group(LiveCaptureConfig config) {
        if (config.threads() == 1) {
            return List.of(new LiveCapture(config));
        }
        int number = (int) ProcessHandle.current().pid() & 0xffff;
        Fanout group = new Fanout(number, config.threads());
        List<PacketSource> members = new ArrayList<>();
        for (int i = 0; i < group.members(); i++) {
            LiveCapture member = new LiveCapture(config);
            member.fanout = group;
            members.add(member);
        }
        return members;
    }

    /** With {@code direct} false the fallback is used where the direct way would do, for tests. */
    LiveCapture(LiveCaptureConfig config, boolean direct) {
        this.config = config;
        this.direct = direct;
    }

    @Override
    public void start() throws CaptureException {
        synchronized (handleLock) {
            if (handle != null || closed) {
                throw new IllegalStateException("started twice: " + config.interfaceName());
            }
            PcapHandle opened = LiveHandle.open(config);
            Fanout group = fanout;
            if (group != null) {
                LiveHandle.join(opened, config, group);
            }
            packet.onInterface(0, linkType(opened.getDlt().value()));
            handle = opened;
            reader = reader(opened);
        }
    }

    /** Numbers are those of capture files but for raw IP, which has another one on each system. */
    private static int linkType(int dataLinkType) {
        return dataLinkType == RAW_ON_LINUX ? LinkType.RAW : dataLinkType;
    }

    private LiveReader reader(PcapHandle opened) {
        if (direct) {
            try {
                return new NextExReader(opened, packet);
            } catch (ReflectiveOperationException | LinkageError e) {
                return new ListenerReader(opened, packet); // shown by captureMethod
            }
        }
        return new ListenerReader(opened, packet);
    }

    @Override
    public int poll(PacketHandler handler, int limit) throws CaptureException {
        synchronized (handleLock) {
            if (closed) {
                return END;
            }
            LiveReader open = reader;
            if (open == null) {
                throw new IllegalStateException("not started: " + config.interfaceName());
            }
            polling = true;
            try {
                return open.read(handler, limit);
            } catch (PcapNativeException e) {
                throw LiveHandle.line(
                        config, LiveHandle.text(e), "check the interface and start again", e);
            } catch (NotOpenException e) {
                return END;
            } finally {
                polling = false;
                if (closed) {
                    release();
                }
            }
        }
    }

    /**
     * How packets are taken: {@code pcap_next_ex}, or {@code RawPacketListener} as the fallback.
     */
    public String captureMethod() {
        synchronized (handleLock) {
            return reader == null ? "not started" : reader.method();
        }
    }

    /** Whether capture times are in nanoseconds; else they are in microseconds. */
    public boolean nanosecondTimes() {
        synchronized (handleLock) {
            return handle != null && handle.getTimestampPrecision() == TimestampPrecision.NANO;
        }
    }

    @Override
    public List<String> interfaceNames() {
        return List.of(config.interfaceName());
    }

    @Override
    public CaptureStatistics statistics() {
        synchronized (handleLock) {
            updateStatistics();
            return new CaptureStatistics(
                    received.total(), dropped.total(), droppedByInterface.total());
        }
    }

    private void updateStatistics() {
        PcapHandle open = handle;
        if (open == null || closed) {
            return;
        }
        try {
            PcapStat statistics = open.getStats();
            received.update((int) statistics.getNumPacketsReceived());
            dropped.update((int) statistics.getNumPacketsDropped());
            droppedByInterface.update((int) statistics.getNumPacketsDroppedByIf());
        } catch (PcapNativeException | NotOpenException e) {
            return; // the interface has gone: the counts stay what they were
        }
    }

    /** A handler may close the source too: then the handle goes when the poll has returned. */
    @Override
    public void close() {
        synchronized (handleLock) {
            if (!closed) {
                updateStatistics();
                closed = true;
            }
            if (!polling) {
                release();
            }
        }
    }

    private void release() {
        if (handle != null) {
            handle.close();
            handle = null;
        }
    }
}
