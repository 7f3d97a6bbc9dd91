package org.beibu.analyzer.report.render.chart;

import java.util.List;

/**
 * A picture of marks, painted in their order; x grows to the right, y downwards, in units of which
 * a label is about twelve high.
 */
public record Drawing(double width, double height, List<Mark> marks) {
    public Drawing {
        marks = List.copyOf(marks);
    }

    /** A place. */
    public record Spot(double x, double y) {}

    /** Where a label's place is in it. */
    public enum Anchor {
        START,
        MIDDLE,
        END
    }

    /** How a line is broken, as lengths of strokes and gaps; empty for a whole line. */
    public enum Dash {
        SOLID(List.of()),
        LONG(List.of(7.0, 4.0)),
        SHORT(List.of(3.0, 3.0)),
        DOTTED(List.of(1.0, 3.0)),
        MIXED(List.of(8.0, 3.0, 2.0, 3.0));

        @SuppressWarnings("ImmutableEnumChecker") // made by List.of
        private final List<Double> lengths;

        Dash(List<Double> lengths) {
            this.lengths = lengths;
        }

        public List<Double> lengths() {
            return lengths;
        }
    }

    /** The shape of a dot. */
    public enum Glyph {
        DISC,
        SQUARE,
        TRIANGLE,
        DIAMOND
    }

    /** Something painted. */
    public sealed interface Mark {
        /** Hands this mark to the method for its kind. */
        void paint(Painter painter);
    }

    /** Whatever can paint: one method a kind of mark. */
    public interface Painter {
        void line(Line line);

        void area(Area area);

        void dots(Dots dots);

        void label(Label label);
    }

    /** A line through its points. */
    public record Line(List<Spot> points, Colour colour, double width, Dash dash) implements Mark {
        public Line {
            points = List.copyOf(points);
        }

        @Override
        public void paint(Painter painter) {
            painter.line(this);
        }
    }

    /** A filled shape. */
    public record Area(List<Spot> points, Colour colour, double opacity) implements Mark {
        public Area {
            points = List.copyOf(points);
        }

        static Area box(double x, double y, double width, double height, Colour colour) {
            List<Spot> corners =
                    List.of(
                            new Spot(x, y),
                            new Spot(x + width, y),
                            new Spot(x + width, y + height),
                            new Spot(x, y + height));
            return new Area(corners, colour, 1);
        }

        @Override
        public void paint(Painter painter) {
            painter.area(this);
        }
    }

    /** Dots of one shape. */
    public record Dots(List<Spot> points, Colour colour, Glyph glyph, double radius)
            implements Mark {
        public Dots {
            points = List.copyOf(points);
        }

        @Override
        public void paint(Painter painter) {
            painter.dots(this);
        }

        /** The corners of the glyph around a point; none for a disc. */
        public List<Spot> corners(Spot at) {
            double r = radius;
            return switch (glyph) {
                case DISC -> List.of();
                case SQUARE ->
                        List.of(
                                new Spot(at.x - r, at.y - r),
                                new Spot(at.x + r, at.y - r),
                                new Spot(at.x + r, at.y + r),
                                new Spot(at.x - r, at.y + r));
                case TRIANGLE ->
                        List.of(
                                new Spot(at.x, at.y - 1.2 * r),
                                new Spot(at.x + 1.1 * r, at.y + r),
                                new Spot(at.x - 1.1 * r, at.y + r));
                case DIAMOND ->
                        List.of(
                                new Spot(at.x, at.y - 1.3 * r),
                                new Spot(at.x + 1.3 * r, at.y),
                                new Spot(at.x, at.y + 1.3 * r),
                                new Spot(at.x - 1.3 * r, at.y));
            };
        }
    }

    /** Words; {@code at} is on the base line. */
    public record Label(Spot at, String text, Style style) implements Mark {
        @Override
        public void paint(Painter painter) {
            painter.label(this);
        }

        public double width() {
            return TextWidth.of(text, style.size());
        }

        public double left() {
            return switch (style.anchor()) {
                case START -> at.x;
                case MIDDLE -> at.x - width() / 2;
                case END -> at.x - width();
            };
        }

        public double top() {
            return at.y - 0.85 * style.size();
        }

        public double height() {
            return 1.15 * style.size();
        }
    }

    /**
     * How a label looks.
     *
     * @param onPaper laid on a patch of paper, so that lines behind do not disturb it
     */
    public record Style(double size, Anchor anchor, Colour colour, boolean onPaper) {
        static Style small(Anchor anchor) {
            return new Style(11, anchor, Colour.MUTED, false);
        }
    }
}
