package org.beibu.analyzer.importing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportLedgerTest {
    private static final ImportLedger.Entry FIRST = entry("import-1", 100, 199);
    private static final ImportLedger.Entry SECOND = entry("import-2", 150, 299);
    private static final ImportLedger.Entry THIRD = entry("import-3", 250, 399);

    @TempDir private Path folder = Path.of("");

    private static ImportLedger.Entry entry(String probe, long from, long to) {
        return new ImportLedger.Entry(probe, "imported", "-/x", from, to);
    }

    private Path file() {
        return folder.resolve("imports.tsv");
    }

    @Test
    void earlierSpansOfTheSourceAreTheSameInASecondRun() throws IOException {
        ImportLedger ledger = new ImportLedger(file());
        assertEquals(List.of(), ledger.before(FIRST));
        assertEquals(List.of(FIRST), ledger.before(SECOND));

        ImportLedger again = new ImportLedger(file());
        assertEquals(List.of(FIRST, SECOND), again.before(THIRD));
        assertEquals(List.of(FIRST), again.before(SECOND));
        assertEquals(List.of(), again.before(FIRST));
        assertEquals(3, Files.readAllLines(file()).size());
    }

    @Test
    void lineThatAFullDiskOrAKillHasCutCountsForNothing() throws IOException {
        new ImportLedger(file()).before(FIRST);
        byte[] one = Files.readAllBytes(file());
        new ImportLedger(file()).before(SECOND);
        byte[] two = Files.readAllBytes(file());

        for (int length = one.length; length < two.length; length++) {
            Files.write(file(), java.util.Arrays.copyOf(two, length));
            assertEquals(
                    List.of(FIRST), new ImportLedger(file()).before(THIRD), "cut at " + length);
            assertEquals(List.of(FIRST, THIRD), new ImportLedger(file()).before(SECOND));
        }
    }

    @Test
    void wholeLineThatIsNoneIsRefusedByName() throws IOException {
        Files.writeString(file(), "import-1\timported\n");

        IOException refusal = assertThrows(IOException.class, () -> new ImportLedger(file()));

        assertTrue(String.valueOf(refusal.getMessage()).contains("imports.tsv: not a line of it"));
    }

    @Test
    void ledgerThatCannotBeWrittenIsNamedWithItsCure() throws IOException {
        Path missing = folder.resolve("absent/imports.tsv");

        IOException refusal =
                assertThrows(IOException.class, () -> new ImportLedger(missing).before(FIRST));

        String said = String.valueOf(refusal.getMessage());
        assertTrue(said.startsWith(missing + ": cannot be written: "), said);
        assertTrue(said.endsWith("then import again"), said);
    }
}
