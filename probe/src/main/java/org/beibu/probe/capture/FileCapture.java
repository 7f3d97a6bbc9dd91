package org.beibu.probe.capture;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.beibu.probe.capture.RecordReader.Found;
import org.jspecify.annotations.Nullable;

/**
 * A capture file (pcap or pcapng, packed with gzip or not) as a packet source; pipes and standard
 * input ({@code /dev/stdin}) too.
 *
 * <p>Damage ends the source: the packets before it are handed over, then {@link #poll} throws one
 * line that names the file, the offset and the remedy. On a pipe {@link #poll} waits for the next
 * packet, so it may block longer there than on other sources.
 *
 * <p>Owned by the one thread that polls it.
 */
public final class FileCapture implements PacketSource {
    private final Path path;
    private final FileDamage damage;
    private final CapturedPacket packet = new CapturedPacket();
    private @Nullable OpenedFile file;
    private @Nullable RecordReader reader;
    private @Nullable CaptureException failure;
    private boolean ended;
    private long received;

    /** The file to read; not touched before {@link #start}. */
    public FileCapture(Path path) {
        this.path = path;
        this.damage = new FileDamage(path.toString().replaceAll("\\p{Cntrl}", "?"));
    }

    @Override
    public void start() throws CaptureException {
        if (file != null) {
            throw new IllegalStateException("started twice: " + path);
        }
        try {
            OpenedFile opened = OpenedFile.open(path, damage);
            file = opened;
            reader = CaptureFormat.open(opened.window(), damage);
        } catch (NoSuchFileException e) {
            throw damage.refused("no such file", "check the path", e);
        } catch (AccessDeniedException e) {
            throw damage.refused("not readable for this user", "change its permissions", e);
        } catch (IOException e) {
            throw damage.unreadable(e, 0);
        }
    }

    @Override
    public int poll(PacketHandler handler, int limit) throws CaptureException {
        OpenedFile opened = file;
        RecordReader records = reader;
        if (opened == null || records == null) {
            throw new IllegalStateException("not started: " + path);
        }
        long before = received;
        if (failure == null && !ended) {
            handOver(opened, records, handler, limit);
        }
        int count = (int) (received - before);
        if (count == 0 && failure != null) {
            throw failure;
        }
        return count == 0 && ended ? END : count;
    }

    /** A failure is kept for the next poll, so that this one can say how much it handed over. */
    private void handOver(
            OpenedFile opened, RecordReader records, PacketHandler handler, int limit) {
        OctetWindow window = opened.window();
        try {
            window.mayWait(true);
            for (int count = 0; count < limit; count++) {
                Found found = records.next(window, packet);
                if (found != Found.PACKET) {
                    ended = found == Found.END;
                    return;
                }
                received++;
                handler.onPacket(packet);
                window.mayWait(false);
            }
        } catch (CaptureException e) {
            failure = e;
        } catch (IOException e) {
            failure = damage.unreadable(e, window.position());
        }
    }

    /** Octets of the file read so far; of the packed file if it is packed. */
    public long octetsRead() {
        return file == null ? 0 : file.octetsRead();
    }

    /** Octets of the file when it was opened, or -1 where that cannot be known. */
    public long octetsTotal() {
        return file == null ? -1 : file.octetsTotal();
    }

    @Override
    public List<String> interfaceNames() {
        return reader == null ? List.of() : reader.interfaceNames();
    }

    /** Files tell nothing of what was dropped: only {@code received} counts. */
    @Override
    public CaptureStatistics statistics() {
        return new CaptureStatistics(received, 0, 0);
    }

    @Override
    public void close() throws IOException {
        OpenedFile opened = file;
        file = null;
        reader = null;
        if (opened != null) {
            opened.close();
        }
    }
}
