package org.beibu.analyzer.report.render.html;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.ZoneOffset;
import java.util.List;
import java.util.regex.Pattern;
import org.beibu.analyzer.report.document.Block;
import org.beibu.analyzer.report.document.Chart;
import org.beibu.analyzer.report.document.ReportLanguage;
import org.beibu.analyzer.report.document.Section;
import org.beibu.analyzer.report.render.SampleReport;
import org.beibu.analyzer.report.render.Words;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HtmlPageTest {
    private static final String ENGLISH = HtmlPage.of(SampleReport.in(ReportLanguage.EN));
    private static final String CHINESE = HtmlPage.of(SampleReport.in(ReportLanguage.ZH));

    private static String page(ReportLanguage language) {
        return language == ReportLanguage.EN ? ENGLISH : CHINESE;
    }

    private static long count(String page, String text) {
        return Pattern.compile(text, Pattern.LITERAL).matcher(page).results().count();
    }

    @ParameterizedTest
    @EnumSource(ReportLanguage.class)
    void thePageNeedsNothingElse(ReportLanguage language) {
        String page = page(language).replace("http://www.w3.org/2000/svg", "");

        for (String request :
                List.of("http:", "https:", "<script", "<link", "url(", "src=", "@import")) {
            assertFalse(page.contains(request), request);
        }
    }

    @ParameterizedTest
    @EnumSource(ReportLanguage.class)
    void aTableStandsBehindEveryChart(ReportLanguage language) {
        long charts = 0;
        for (Section section : SampleReport.in(language).sections()) {
            charts += section.blocks().stream().filter(Chart.class::isInstance).count();
        }

        assertTrue(charts > 0);
        assertEquals(charts, count(page(language), "<svg "));
        assertEquals(charts, count(page(language), "<details>"));
    }

    @Test
    void theLanguageIsDeclared() {
        assertTrue(ENGLISH.contains("<html lang=\"en\">"));
        assertTrue(CHINESE.contains("<html lang=\"zh-CN\">"));
    }

    @Test
    void textIsNeverMarkup() {
        assertTrue(ENGLISH.contains("&lt;b&gt;Not markup&lt;/b&gt; &amp; &quot;quotes&quot;."));
    }

    @Test
    void contentsLeadToEverySection() {
        for (Section section : SampleReport.in(ReportLanguage.EN).sections()) {
            assertEquals(1, count(ENGLISH, "href=\"#" + section.id() + "\""), section.id());
            assertEquals(1, count(ENGLISH, "id=\"" + section.id() + "\""), section.id());
        }
    }

    @Test
    void aMissingValueSaysWhy() {
        assertTrue(ENGLISH.contains("none nowrap\">not within 3 years</td>"), "reason in the cell");
        assertTrue(CHINESE.contains("3年内不会"));
    }

    @Test
    void aToneIsSaidBySignAsWellAsByColour() {
        assertTrue(ENGLISH.contains("<td class=\"bad\">◆ order now</td>"));
        assertTrue(ENGLISH.contains("<td class=\"n warn nowrap\">▲ 64.2 %</td>"));
    }

    @Test
    void everyKindOfWordsIsThere() {
        Block.Handler<Object> handler =
                new BlockHtml(new StringBuilder(), ZoneOffset.UTC, Words.CHINESE);

        Object written = new Block.Bullets(List.of("一", "二 < 三")).handle(handler);

        assertEquals("<ul>\n<li>一</li>\n<li>二 &lt; 三</li>\n</ul>\n", written.toString());
    }
}
