package org.beibu.runtime.lock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessLockTest {
    private static final String SELF = Long.toString(ProcessHandle.current().pid());

    @TempDir private Path directory;

    @Test
    void oneHolderAtATime() throws Exception {
        Path file = directory.resolve("lock");
        try (ProcessLock held = ProcessLock.take(file).orElseThrow()) {
            assertTrue(ProcessLock.take(file).isEmpty(), held.toString());
            assertEquals(SELF, ProcessLock.holder(file));
        }

        ProcessLock.take(file).orElseThrow().close();
    }

    @Test
    void aSecondTryDoesNotFreeTheLockForOtherProcesses() throws Exception {
        Path file = directory.resolve("lock");
        try (ProcessLock held = ProcessLock.take(file).orElseThrow()) {
            assertTrue(ProcessLock.take(directory.resolve(".").resolve("lock")).isEmpty());
            ProcessLock.holder(file);

            assertTrue(isLockedByThisProcess(file), held.toString());
        }
    }

    @Test
    void theHolderOfAnUnreadableFileIsUnknown() throws Exception {
        assertEquals("unknown", ProcessLock.holder(directory.resolve("absent")));
        Path empty = Files.createFile(directory.resolve("empty"));
        assertEquals("unknown", ProcessLock.holder(empty));
    }

    /** Asks the kernel: /proc/locks has a line with our number and the file's inode. */
    private static boolean isLockedByThisProcess(Path file) throws Exception {
        String inode = Files.getAttribute(file, "unix:ino").toString();
        return Files.readAllLines(Path.of("/proc/locks")).stream()
                .anyMatch(line -> line.contains(" " + SELF + " ") && line.contains(":" + inode));
    }
}
