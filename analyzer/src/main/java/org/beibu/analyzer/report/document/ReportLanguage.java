package org.beibu.analyzer.report.document;

import java.util.Locale;

/** The languages that reports are written in. */
public enum ReportLanguage {
    EN("en"),
    ZH("zh-CN");

    private final String tag;

    ReportLanguage(String tag) {
        this.tag = tag;
    }

    /** The BCP 47 tag that HTML and PDF carry. */
    public String tag() {
        return tag;
    }

    /** Reads {@code en}, {@code zh} or {@code zh-CN}. */
    public static ReportLanguage parse(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "en" -> EN;
            case "zh", "zh-cn" -> ZH;
            default ->
                    throw new IllegalArgumentException(
                            "'" + text + "' is no language of reports: en or zh");
        };
    }
}
