package org.beibu.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LabWordsTest {
    @Test
    void optionsMayStandAnywhere() {
        LabWords words =
                LabWords.parse(List.of("scenario", "--times", "5", "slower", "--results", "out"));

        assertEquals(
                new LabWords("scenario", List.of("slower"), "main", "auto", 5, Path.of("out")),
                words);
    }

    @Test
    void nothingIsAQuestionForHelp() {
        assertEquals("help", LabWords.parse(List.of()).command());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sideways",
                "scenario",
                "line exit-a",
                "up --mode loud",
                "up --tempo 3",
                "scenario all --times",
                "scenario all --times 0",
                "scenario all --times x"
            })
    void whatMakesNoSenseIsRefused(String line) {
        assertThrows(
                IllegalArgumentException.class, () -> LabWords.parse(List.of(line.split(" ", -1))));
    }
}
