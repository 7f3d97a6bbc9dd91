package org.beibu.lab.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A timeline as SVG: for each destination the independent round trips, coloured by the exit by
 * which they came back, lost packets, the edge's kernel route as a strip below, UPDATEs as
 * triangles, and what the run did as lines through all of it.
 */
public final class TimelinePicture {
    private static final int WIDTH = 1000;
    private static final int LEFT = 110;
    private static final int RIGHT = 20;
    private static final int TOP = 86;
    private static final int PANEL = 120;
    private static final int STRIP = 8;
    private static final int GAP = 34;
    private static final List<String> COLOURS = List.of("#1f6fb2", "#d9770c", "#3a8f3a", "#8a4fb0");

    private final Timeline timeline;
    private final Map<String, String> names;
    private final List<String> exits;
    private final StringBuilder svg = new StringBuilder();
    private final long begin;
    private final double microsPerPixel;

    /**
     * Of a timeline.
     *
     * @param names what prefixes are called, in the order of the panels
     * @param exits in the order of their colours
     */
    public TimelinePicture(Timeline timeline, Map<String, String> names, List<String> exits) {
        this.timeline = timeline;
        this.names = new TreeMap<>(names);
        this.exits = List.copyOf(exits);
        begin = timeline.begin();
        microsPerPixel = Math.max(1, timeline.end() - begin) / (double) (WIDTH - LEFT - RIGHT);
    }

    /** The whole picture, under a title and a sentence. */
    public String draw(String title, String sentence) {
        int height = TOP + names.size() * (PANEL + STRIP + GAP) + 20;
        add(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\""
                        + " font-family=\"sans-serif\" font-size=\"11\">\n"
                        + "<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>\n",
                WIDTH, height);
        text(LEFT, 18, "font-size=\"15\" font-weight=\"bold\"", title);
        text(LEFT, 34, "fill=\"#444\"", sentence);
        legend();
        int y = TOP;
        for (Map.Entry<String, String> one : names.entrySet()) {
            panel(one.getKey(), one.getValue(), y);
            y += PANEL + STRIP + GAP;
        }
        events(y - GAP);
        return svg.append("</svg>\n").toString();
    }

    private void legend() {
        int x = LEFT;
        for (int i = 0; i < exits.size(); i++) {
            add(
                    "<rect x=\"%d\" y=\"43\" width=\"10\" height=\"10\" fill=\"%s\"/>\n",
                    x, colour(exits.get(i)));
            text(x + 14, 52, "", exits.get(i));
            x += 70;
        }
        add("<rect x=\"%d\" y=\"43\" width=\"3\" height=\"10\" fill=\"#c00\"/>\n", x);
        text(x + 8, 52, "", "lost");
        text(
                x + 50,
                52,
                "",
                "▲ UPDATE of the adapter   ▽ its withdrawal   strip: route in the edge's kernel");
    }

    private void panel(String prefix, String name, int y) {
        List<PingPacket> packets = timeline.pings().getOrDefault(prefix, List.of());
        double highest = ceiling(packets);
        add(
                "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"#f7f7f7\"/>\n",
                LEFT, y, WIDTH - LEFT - RIGHT, PANEL);
        text(8, y + 14, "font-weight=\"bold\"", name);
        text(8, y + 28, "fill=\"#666\"", prefix);
        for (int part = 0; part <= 2; part++) {
            int at = y + PANEL - part * PANEL / 2;
            add(
                    "<line x1=\"%d\" x2=\"%d\" y1=\"%d\" y2=\"%d\" stroke=\"#ddd\"/>\n",
                    LEFT, WIDTH - RIGHT, at, at);
            add(
                    "<text x=\"%d\" y=\"%d\" text-anchor=\"end\" fill=\"#666\">%.0f ms</text>\n",
                    LEFT - 4, at + 4, highest * part / 2);
        }
        for (PingPacket packet : packets) {
            if (packet.isLost()) {
                add(
                        "<rect x=\"%.1f\" y=\"%d\" width=\"1.5\" height=\"9\" fill=\"#c00\"/>\n",
                        x(packet.sentMicros()), y + PANEL - 9);
            } else {
                double at = y + PANEL - Math.min(1, packet.rttMicros() / 1000.0 / highest) * PANEL;
                add(
                        "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"1.3\" fill=\"%s\"/>\n",
                        x(packet.sentMicros()), at, colour(packet.exit()));
            }
        }
        strip(prefix, packets, y + PANEL + 2);
        updates(prefix, y + PANEL + STRIP + 12);
    }

    private static double ceiling(List<PingPacket> packets) {
        List<Long> sorted =
                packets.stream()
                        .filter(one -> !one.isLost())
                        .map(PingPacket::rttMicros)
                        .sorted()
                        .toList();
        double millis = sorted.isEmpty() ? 10 : sorted.get(sorted.size() * 99 / 100) / 1000.0;
        return Math.max(10, Math.ceil(millis * 1.2 / 10) * 10);
    }

    /** The route before the first change is that of the first answered packet. */
    private void strip(String prefix, List<PingPacket> packets, int y) {
        List<RouteChange> changes = new ArrayList<>();
        String first =
                packets.stream()
                        .filter(one -> !one.isLost())
                        .map(PingPacket::exit)
                        .findFirst()
                        .orElse("-");
        changes.add(new RouteChange(begin, prefix, first));
        timeline.routes().stream()
                .filter(one -> one.prefix().equals(prefix) && one.micros() >= begin)
                .forEach(changes::add);
        for (int i = 0; i < changes.size(); i++) {
            long end = i + 1 < changes.size() ? changes.get(i + 1).micros() : timeline.end();
            double from = x(changes.get(i).micros());
            add(
                    "<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>\n",
                    from, y, Math.max(0, x(end) - from), STRIP, colour(changes.get(i).exit()));
        }
    }

    private void updates(String prefix, int y) {
        for (BgpUpdate update : timeline.updates()) {
            if (update.prefix().equals(prefix) && update.micros() >= begin) {
                add(
                        "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\" fill=\"%s\">%s</text>\n",
                        x(update.micros()),
                        y,
                        update.isWithdrawal() ? "#444" : colour(update.exit()),
                        update.isWithdrawal() ? "▽" : "▲");
            }
        }
    }

    private void events(int bottom) {
        int row = 0;
        for (Timeline.Event event : timeline.events()) {
            double x = x(event.micros());
            add(
                    "<line x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\" stroke=\"#555\""
                            + " stroke-dasharray=\"4 3\"/>\n",
                    x, x, TOP - 4, bottom);
            int y = 66 + row % 2 * 12;
            if (x > WIDTH * 0.75) {
                add(
                        "<text x=\"%.1f\" y=\"%d\" text-anchor=\"end\">%s</text>\n",
                        x - 3, y, escape(event.what()));
            } else {
                add("<text x=\"%.1f\" y=\"%d\">%s</text>\n", x + 3, y, escape(event.what()));
            }
            row++;
        }
        for (long second = 0; x(begin + second * 1_000_000) <= WIDTH - RIGHT; second += step()) {
            add(
                    "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\" fill=\"#666\">%d s</text>\n",
                    x(begin + second * 1_000_000), bottom + 26, second);
        }
    }

    private long step() {
        long seconds = (timeline.end() - begin) / 1_000_000;
        return seconds > 200 ? 30 : seconds > 60 ? 10 : 5;
    }

    private double x(long micros) {
        return LEFT + (micros - begin) / microsPerPixel;
    }

    private String colour(String exit) {
        int index = exits.indexOf(exit);
        return index < 0 ? "#aaa" : COLOURS.get(index % COLOURS.size());
    }

    private void text(int x, int y, String style, String words) {
        add("<text x=\"%d\" y=\"%d\" %s>%s</text>\n", x, y, style, escape(words));
    }

    private static String escape(String words) {
        return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private void add(String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values));
    }
}
