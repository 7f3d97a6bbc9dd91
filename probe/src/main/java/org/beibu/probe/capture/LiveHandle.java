package org.beibu.probe.capture;

import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.stream.Collectors;
import org.pcap4j.core.BpfProgram.BpfCompileMode;
import org.pcap4j.core.NotOpenException;
import org.pcap4j.core.PcapHandle;
import org.pcap4j.core.PcapHandle.BlockingMode;
import org.pcap4j.core.PcapHandle.TimestampPrecision;
import org.pcap4j.core.PcapNativeException;
import org.pcap4j.core.PcapNetworkInterface.PromiscuousMode;

/** Opens a capture handle, and says in one line why it cannot. */
final class LiveHandle {
    /** How long the kernel may hold packets back to hand over several at once. */
    private static final int TIMEOUT_MILLIS = 10;

    private static final int NO_SUCH_DEVICE = -5;
    private static final int PERMISSION_DENIED = -8;
    private static final int INTERFACE_NOT_UP = -9;
    private static final int PROMISCUOUS_PERMISSION_DENIED = -11;

    private LiveHandle() {}

    static PcapHandle open(LiveCaptureConfig config) throws CaptureException {
        try {
            PcapHandle handle = openPrecise(config);
            try {
                handle.setBlockingMode(BlockingMode.NONBLOCKING);
                setFilter(handle, config);
                return handle;
            } catch (CaptureException | PcapNativeException | NotOpenException e) {
                handle.close();
                throw e;
            }
        } catch (PcapNativeException e) {
            throw refused(config, e);
        } catch (NotOpenException e) {
            throw line(config, "closed while it was opened", "try again", e);
        } catch (LinkageError e) {
            throw line(config, "libpcap cannot be loaded", "install it: libpcap0.8", e);
        }
    }

    /** Has the kernel divide the packets of a group of handles; closes this one when it cannot. */
    static void join(PcapHandle handle, LiveCaptureConfig config, Fanout fanout)
            throws CaptureException {
        try {
            int socket = NativePcap.pcap_fileno(NextExReader.nativeHandle(handle));
            if (FanoutSocket.join(socket, fanout)) {
                return;
            }
        } catch (ReflectiveOperationException | LinkageError e) {
            handle.close();
            throw line(config, "packets cannot be divided: " + e, "set probe.threads: 1", e);
        }
        handle.close();
        throw new CaptureException(
                config.interfaceName()
                        + ": the kernel does not divide packets among handles: set probe.threads: 1");
    }

    /** Nanoseconds where the device can, else microseconds. */
    private static PcapHandle openPrecise(LiveCaptureConfig config) throws PcapNativeException {
        try {
            return open(config, TimestampPrecision.NANO);
        } catch (PcapNativeException e) {
            return open(config, TimestampPrecision.MICRO);
        }
    }

    private static PcapHandle open(LiveCaptureConfig config, TimestampPrecision precision)
            throws PcapNativeException {
        return new PcapHandle.Builder(config.interfaceName())
                .snaplen(config.snapLength())
                .bufferSize(config.bufferLength())
                .promiscuousMode(
                        config.promiscuous()
                                ? PromiscuousMode.PROMISCUOUS
                                : PromiscuousMode.NONPROMISCUOUS)
                .timeoutMillis(TIMEOUT_MILLIS)
                .timestampPrecision(precision)
                .build();
    }

    private static void setFilter(PcapHandle handle, LiveCaptureConfig config)
            throws CaptureException, NotOpenException {
        if (config.filter().isBlank()) {
            return;
        }
        try {
            handle.setFilter(config.filter(), BpfCompileMode.OPTIMIZE);
        } catch (PcapNativeException e) {
            String what = "filter '%s': %s".formatted(config.filter(), text(e));
            throw line(config, what, "write it as in pcap-filter(7)", e);
        }
    }

    private static CaptureException refused(LiveCaptureConfig config, PcapNativeException e) {
        Integer code = e.getReturnCode();
        return switch (code == null ? 0 : code) {
            case NO_SUCH_DEVICE ->
                    line(config, "no such interface", "there are " + interfaceNames(), e);
            case PERMISSION_DENIED, PROMISCUOUS_PERMISSION_DENIED ->
                    new CaptureNotPermittedException(
                            config.interfaceName()
                                    + ": not permitted to capture: run as root or with the"
                                    + " capability CAP_NET_RAW",
                            e);
            case INTERFACE_NOT_UP -> line(config, "is down", "ip link set up", e);
            default -> line(config, text(e), "see docs/operate.md", e);
        };
    }

    private static String interfaceNames() {
        try {
            return NetworkInterface.networkInterfaces()
                    .map(NetworkInterface::getName)
                    .sorted()
                    .collect(Collectors.joining(", "));
        } catch (SocketException e) {
            return "none that could be listed (" + e.getMessage() + ")";
        }
    }

    /** The error as one line: what, where, what to do. */
    static CaptureException line(
            LiveCaptureConfig config, String what, String remedy, Throwable cause) {
        return new CaptureException(config.interfaceName() + ": " + what + ": " + remedy, cause);
    }

    /** The library's own words on one line. */
    static String text(PcapNativeException e) {
        String message = e.getMessage();
        return message == null ? "refused" : message.strip().replaceAll("\\p{Cntrl}+", " ");
    }
}
