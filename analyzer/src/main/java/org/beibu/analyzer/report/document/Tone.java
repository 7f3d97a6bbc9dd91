package org.beibu.analyzer.report.document;

/** How a value or a line should be taken; always shown by words or shape as well as by colour. */
public enum Tone {
    PLAIN,
    GOOD,
    WARN,
    BAD
}
