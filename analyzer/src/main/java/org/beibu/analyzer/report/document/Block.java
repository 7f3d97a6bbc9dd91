package org.beibu.analyzer.report.document;

import java.util.List;
import java.util.Optional;

/** A piece of a section, set one below the other. */
public sealed interface Block
        permits Block.Bullets, Block.Paragraph, Block.Remark, Block.Subheading, Chart, Table {
    /** What others may refer to; only tables and charts have one. */
    default Optional<String> anchor() {
        return Optional.empty();
    }

    /** The table in this block, or behind it; none for words. */
    default Optional<Table> figures() {
        return Optional.empty();
    }

    /** Hands this block to the method for its kind. */
    <R> R handle(Handler<R> handler);

    /** One method a kind of block, so that no renderer forgets one. */
    interface Handler<R> {
        R paragraph(Paragraph paragraph);

        R subheading(Subheading subheading);

        R bullets(Bullets bullets);

        R remark(Remark remark);

        R table(Table table);

        R chart(Chart chart);
    }

    /** How much a paragraph asks to be read. */
    enum Emphasis {
        PLAIN,
        /** The sentences that a reader in a hurry reads. */
        LEAD,
        /** A decision that is asked for, with its date. */
        DECISION,
        /** How a figure was made, and other small print. */
        SMALL
    }

    /** A heading below the section's, outside the table of contents. */
    record Subheading(String text) implements Block {
        public Subheading {
            Identifiers.checkText("a subheading", text);
        }

        @Override
        public <R> R handle(Handler<R> handler) {
            return handler.subheading(this);
        }
    }

    /** Sentences in plain text; no markup is read in them. */
    record Paragraph(String text, Emphasis emphasis) implements Block {
        public Paragraph {
            Identifiers.checkText("a paragraph", text);
        }

        public static Paragraph of(String text) {
            return new Paragraph(text, Emphasis.PLAIN);
        }

        @Override
        public <R> R handle(Handler<R> handler) {
            return handler.paragraph(this);
        }
    }

    /** A list without order. */
    record Bullets(List<String> items) implements Block {
        public Bullets {
            items = List.copyOf(items);
            if (items.isEmpty()) {
                throw new IllegalArgumentException("bullets need an item");
            }
            items.forEach(item -> Identifiers.checkText("a bullet", item));
        }

        @Override
        public <R> R handle(Handler<R> handler) {
            return handler.bullets(this);
        }
    }

    /** What limits the figures around it: a note, or a warning that changes how to read them. */
    record Remark(Tone tone, String text) implements Block {
        public Remark {
            Identifiers.checkText("a remark", text);
        }

        public static Remark note(String text) {
            return new Remark(Tone.PLAIN, text);
        }

        public static Remark warning(String text) {
            return new Remark(Tone.WARN, text);
        }

        @Override
        public <R> R handle(Handler<R> handler) {
            return handler.remark(this);
        }
    }
}
