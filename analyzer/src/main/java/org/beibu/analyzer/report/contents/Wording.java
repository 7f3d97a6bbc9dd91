package org.beibu.analyzer.report.contents;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.format.TextStyle;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import org.beibu.analyzer.report.document.Cell;
import org.beibu.analyzer.report.document.ReportLanguage;

/**
 * Sentences by key, and figures as they stand in sentences. A key that is missing is our mistake
 * and fails at once.
 */
final class Wording {
    private static final double GIGA = 1e9;

    private final ReportLanguage language;
    private final Properties texts = new Properties();

    Wording(ReportLanguage language) {
        this.language = language;
        String name = language == ReportLanguage.ZH ? "words_zh.properties" : "words_en.properties";
        try (InputStream in = Wording.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("texts missing from the build: " + name);
            }
            texts.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ReportLanguage language() {
        return language;
    }

    Properties all() {
        return texts;
    }

    /** The text of a key with {@code {0}}, {@code {1}} ... replaced. */
    String say(String key, Object... values) {
        String text = texts.getProperty(key);
        if (text == null) {
            throw new IllegalStateException("no text for " + key + " in " + language);
        }
        for (int i = 0; i < values.length; i++) {
            text = text.replace("{" + i + "}", String.valueOf(values[i]));
        }
        return text;
    }

    /** A rate in a sentence: {@code 4.25 Gbit/s}. */
    String rate(double bits) {
        return decimal(bits / GIGA, 2) + " Gbit/s";
    }

    /** A share in a sentence: {@code 42 %}. */
    String percent(double share) {
        double percent = share * 100;
        return decimal(percent, Math.abs(percent) < 10 && percent != 0 ? 1 : 0) + " %";
    }

    String millis(double millis) {
        return decimal(millis, 1) + " ms";
    }

    static String decimal(double value, int decimals) {
        return BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_EVEN).toPlainString();
    }

    String month(YearMonth month) {
        return language == ReportLanguage.ZH
                ? month.getYear() + " 年 " + month.getMonthValue() + " 月"
                : month.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH)
                        + " "
                        + month.getYear();
    }

    String day(LocalDate day) {
        return day.toString();
    }

    String hour(int hour) {
        return String.format(Locale.ROOT, "%02d:00-%02d:00", hour, (hour + 1) % 24);
    }

    String zone(ZoneId zone) {
        return zone.getId();
    }

    /** A rate as a cell in Gbit/s; why there is none where it is not a number. */
    Cell rateCell(double bits) {
        return Double.isNaN(bits) ? none("none.not-measured") : Cell.number(bits / GIGA, 3);
    }

    Cell shareCell(double share) {
        return Double.isNaN(share) ? none("none.not-measured") : Cell.number(share, 1);
    }

    Cell number(double value, int decimals) {
        return Double.isFinite(value) ? Cell.number(value, decimals) : none("none.not-measured");
    }

    Cell monthCell(Optional<YearMonth> month, String whyKey) {
        return month.<Cell>map(m -> Cell.text(m.toString())).orElseGet(() -> none(whyKey));
    }

    Cell none(String key) {
        return Cell.noData(say(key));
    }

    /** The name of a link in sentences and tables. */
    String link(String exit) {
        return exit.isEmpty() ? say("link.total") : exit;
    }
}
