package org.beibu.probe.capture;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.lang.reflect.Field;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.pcap4j.core.NotOpenException;
import org.pcap4j.core.PcapHandle;
import org.pcap4j.core.PcapHandle.TimestampPrecision;
import org.pcap4j.core.PcapNativeException;

/**
 * Takes packets by calling {@code pcap_next_ex} directly. The library gives each packet at the same
 * address, so the buffers over it are made once, and again only when the address moves.
 *
 * <pre>
 *   pcap_pkthdr on 64-bit Linux: seconds 8 | micro- or nanoseconds 8 | captured 4 | original 4
 * </pre>
 */
final class NextExReader implements LiveReader {
    private static final int HEADER_LENGTH = 24;
    private static final int POINTER_LENGTH = 8;
    private static final int SMALLEST_BUFFER = 4096;
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private final PcapHandle handle;
    private final CapturedPacket packet;
    private final long nativeHandle;
    private final Memory outMemory = new Memory(2 * POINTER_LENGTH);
    private final ByteBuffer out = outMemory.getByteBuffer(0, 2 * POINTER_LENGTH);
    private final long outAddress = Pointer.nativeValue(outMemory);
    private final int nanosPerUnit;
    private ByteBuffer header = ByteBuffer.allocate(0);
    private long headerAddress;
    private ByteBuffer data = ByteBuffer.allocate(0);
    private long dataAddress;

    /**
     * A reader on the handle; the packet knows its interface already.
     *
     * @throws ReflectiveOperationException when the library hides its handle
     * @throws LinkageError when the function cannot be mapped
     */
    NextExReader(PcapHandle handle, CapturedPacket packet) throws ReflectiveOperationException {
        if (Native.POINTER_SIZE != POINTER_LENGTH || Native.LONG_SIZE != POINTER_LENGTH) {
            throw new ReflectiveOperationException("not a 64-bit machine");
        }
        this.handle = handle;
        this.packet = packet;
        this.nativeHandle = nativeHandle(handle);
        this.nanosPerUnit = handle.getTimestampPrecision() == TimestampPrecision.NANO ? 1 : 1000;
        NativePcap.ready();
    }

    static long nativeHandle(PcapHandle handle) throws ReflectiveOperationException {
        Field field = PcapHandle.class.getDeclaredField("handle");
        field.setAccessible(true);
        return Pointer.nativeValue((Pointer) field.get(handle));
    }

    @Override
    public String method() {
        return "pcap_next_ex";
    }

    @Override
    public int read(PacketHandler handler, int limit) throws PcapNativeException, NotOpenException {
        int count = 0;
        while (count < limit) {
            switch (NativePcap.pcap_next_ex(
                    nativeHandle, outAddress, outAddress + POINTER_LENGTH)) {
                case 1 -> {
                    point();
                    count++;
                    handler.onPacket(packet);
                }
                case 0 -> {
                    return count;
                }
                case -1 -> throw new PcapNativeException(handle.getError());
                default -> {
                    return count == 0 ? END : count;
                }
            }
        }
        return count;
    }

    private void point() {
        long newHeaderAddress = out.getLong(0);
        if (newHeaderAddress != headerAddress) {
            header = new Pointer(newHeaderAddress).getByteBuffer(0, HEADER_LENGTH);
            headerAddress = newHeaderAddress;
        }
        int captured = header.getInt(16);
        long newDataAddress = out.getLong(POINTER_LENGTH);
        if (newDataAddress != dataAddress || captured > data.capacity()) {
            data =
                    new Pointer(newDataAddress)
                            .getByteBuffer(0, Math.max(captured, SMALLEST_BUFFER))
                            .order(ByteOrder.BIG_ENDIAN);
            dataAddress = newDataAddress;
        }
        long nanos = header.getLong(8) * nanosPerUnit;
        boolean usable = nanos >= 0 && nanos < NANOS_PER_SECOND;
        long time = usable ? header.getLong(0) * NANOS_PER_SECOND + nanos : CapturedPacket.NO_TIME;
        packet.wrap(data, 0, captured, header.getInt(20), time);
    }
}
