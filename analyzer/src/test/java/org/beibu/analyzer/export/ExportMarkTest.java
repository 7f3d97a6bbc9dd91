package org.beibu.analyzer.export;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportMarkTest {
    @TempDir private Path directory;

    @Test
    void lastWrittenIsRead() throws IOException {
        ExportMark mark = new ExportMark(directory.resolve("mark"));

        mark.write(17);
        mark.write(-4);

        assertEquals(OptionalLong.of(-4), new ExportMark(directory.resolve("mark")).read());
    }

    @Test
    void absentAndGarbledCountAsAbsent() throws IOException {
        Path file = directory.resolve("mark");
        assertEquals(OptionalLong.empty(), new ExportMark(file).read());

        Files.writeString(file, "17x");

        assertEquals(OptionalLong.empty(), new ExportMark(file).read());
    }
}
