package org.beibu.analyzer.report.contents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.beibu.analyzer.report.document.ReportLanguage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NoteWordingTest {
    private final NoteWording english = new NoteWording(new Wording(ReportLanguage.EN));
    private final NoteWording chinese = new NoteWording(new Wording(ReportLanguage.ZH));

    /** As SegmentComparisonTest holds the comparison to write them. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "no timings of nanning to the destination",
                "the segments were not measured at the same time",
                "correlated: rho 0.93 over 60 common windows of 10s: the composed tail is too low",
                "correlation unknown: 0 common windows of 10s are too few",
                "methods differ: icmp and data-ack",
                "no timings: CN-GZ/past",
                "measured at another time than the way through Nanning",
                "compared with another method: stamp"
            })
    void everyNoteIsSaidInChineseAndStaysAsItIsInEnglish(String note) {
        assertEquals(note, english.of(note));
        String said = chinese.of(note);
        assertFalse(said.matches(".*\\b(the|of|no|windows|timings|method)\\b.*"), said);
        assertFalse(said.contains("{"), said);
    }

    @Test
    void figuresAndNamesStandInTheirPlaces() {
        assertEquals("测量方法不同：icmp 与 data-ack", chinese.of("methods differ: icmp and data-ack"));
        assertEquals(
                "相关性未知：只有 7 个长 10s 的共同窗口，数量太少",
                chinese.of("correlation unknown: 7 common windows of 10s are too few"));
        assertEquals(
                "北京到南宁没有时延样本：CN-BJS/dom-1",
                chinese.of("no timings of beijing-nanning: CN-BJS/dom-1"));
    }

    @Test
    void noteThatIsNotKnownIsLeftAsItIs() {
        assertEquals("something new", chinese.of("something new"));
    }
}
