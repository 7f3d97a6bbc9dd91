package org.beibu.analyzer.report.render.pdf;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class LinesTest {
    /** Latin counts one, Chinese two. */
    private static double width(String text) {
        return text.codePoints().mapToDouble(c -> c < 0x2E80 ? 1 : 2).sum();
    }

    private static List<String> lines(String text, double width) {
        return Lines.of(text, width, LinesTest::width);
    }

    @Test
    void latinBreaksAtSpaces() {
        assertEquals(List.of("order 100", "Gbit/s"), lines("order 100 Gbit/s", 10));
        assertEquals(List.of("nanning-", "hanoi-1"), lines("nanning-hanoi-1", 10));
    }

    @Test
    void aDateIsNotBroken() {
        assertEquals(List.of("by", "2026-11-15"), lines("by 2026-11-15", 11));
    }

    @Test
    void chineseBreaksBetweenCharacters() {
        assertEquals(List.of("容量报告", "面向东盟"), lines("容量报告面向东盟", 8));
    }

    @Test
    void aLineDoesNotBeginWithAClosingMark() {
        assertEquals(List.of("容量报", "告，面向"), lines("容量报告，面向", 8));
    }

    @Test
    void aLineDoesNotEndWithAnOpeningMark() {
        assertEquals(List.of("容量报", "（告）"), lines("容量报（告）", 8));
    }

    @Test
    void aWordThatIsTooLongIsCut() {
        assertEquals(List.of("abcd", "efgh", "ij"), lines("abcdefghij", 4));
    }

    @Test
    void nothingIsLost() {
        String text = "在2027年3月至7月之间达到容量的 70 %，请订购 100 Gbit/s（两根光纤）。";
        for (int width = 2; width < 60; width++) {
            String again = String.join("", lines(text, width)).replace(" ", "");
            assertEquals(text.replace(" ", ""), again);
        }
    }
}
