package org.beibu.analyzer.report.render;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.beibu.analyzer.report.document.Axis;
import org.beibu.analyzer.report.document.Block;
import org.beibu.analyzer.report.document.Block.Emphasis;
import org.beibu.analyzer.report.document.Cell;
import org.beibu.analyzer.report.document.Chart;
import org.beibu.analyzer.report.document.Column;
import org.beibu.analyzer.report.document.Marker;
import org.beibu.analyzer.report.document.ReportDocument;
import org.beibu.analyzer.report.document.ReportLanguage;
import org.beibu.analyzer.report.document.Section;
import org.beibu.analyzer.report.document.Series;
import org.beibu.analyzer.report.document.Series.Point;
import org.beibu.analyzer.report.document.Series.Shape;
import org.beibu.analyzer.report.document.Table;
import org.beibu.analyzer.report.document.Tone;

/**
 * A report with everything that a report can have, in both languages; its figures are made up. Over
 * 400 lines since it is one document, written down block by block: data rather than code.
 */
public final class SampleReport {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final LocalDate FIRST = LocalDate.of(2025, 11, 1);
    private static final LocalDate AS_OF = LocalDate.of(2026, 11, 1);

    private static final List<String> ENGLISH_PLACES =
            List.of("Hanoi", "Ho Chi Minh City", "Singapore", "Kuala Lumpur", "Bangkok", "Jakarta");
    private static final List<String> CHINESE_PLACES =
            List.of("河内", "胡志明市", "新加坡", "吉隆坡", "曼谷", "雅加达");

    private final ReportLanguage language;

    private SampleReport(ReportLanguage language) {
        this.language = language;
    }

    public static ReportDocument in(ReportLanguage language) {
        return new SampleReport(language).make();
    }

    private String say(String english, String chinese) {
        return language == ReportLanguage.EN ? english : chinese;
    }

    private List<String> places() {
        return language == ReportLanguage.EN ? ENGLISH_PLACES : CHINESE_PLACES;
    }

    private static Instant at(LocalDate day) {
        return day.atStartOfDay(ZONE).toInstant();
    }

    private ReportDocument make() {
        ReportDocument.Cover cover =
                new ReportDocument.Cover(
                        language,
                        say("Capacity report: links to ASEAN", "容量报告：面向东盟的链路"),
                        say(
                                "1 November 2025 to 31 October 2026, Nanning bureau",
                                "2025年11月1日至2026年10月31日，南宁国际通信业务出入口局"),
                        at(AS_OF),
                        ZONE);
        return new ReportDocument(
                "capacity",
                cover,
                List.of(summary(), demand(), resilience(), latency(), gateways(), quality()));
    }

    private Section summary() {
        return new Section(
                "summary",
                say("Summary", "摘要"),
                List.of(
                        new Block.Paragraph(
                                say(
                                        "Three of four links have room for a year. The link to"
                                                + " Hanoi reaches 70 % of its capacity between March"
                                                + " and July 2027.",
                                        "四条链路中有三条在一年内容量充足。至河内的链路将在2027年3月至7月之间达到容量的" + "70 %。"),
                                Emphasis.LEAD),
                        new Block.Paragraph(
                                say(
                                        "Order 100 Gbit/s more on nanning-hanoi-1 by 2026-11-15.",
                                        "请在2026-11-15之前为 nanning-hanoi-1 订购 100 Gbit/s 扩容。"),
                                Emphasis.DECISION),
                        new Block.Bullets(
                                List.of(
                                        say(
                                                "The forecast's interval held 23 of 25 past"
                                                        + " outcomes.",
                                                "预测区间在过去25次预测中覆盖了23次。"),
                                        say(
                                                "Loss of the eastern cable would drop 14 Gbit/s in"
                                                        + " the busy hour; e-sports would miss its"
                                                        + " target first.",
                                                "东线光缆中断时，忙时将丢弃 14 Gbit/s；电子竞技业务最先不达标。"))),
                        states()));
    }

    private Table states() {
        List<Column> columns =
                List.of(
                        Column.text("link", say("Link", "链路")),
                        Column.text("state", say("State", "状态")),
                        Column.rate("capacity", say("Capacity", "容量"), "Gbit/s"),
                        Column.rate("p95", say("95th percentile", "95百分位"), "Gbit/s"),
                        Column.percent("utilisation", say("Utilisation", "利用率")),
                        Column.date("from", say("70 % from", "达到70 %最早")),
                        Column.date("order", say("Order by", "最迟订购")));
        return new Table(
                "states",
                say("State of the links", "链路状态"),
                columns,
                List.of(
                        List.of(
                                Cell.text("nanning-hanoi-1"),
                                Cell.text(say("order now", "立即订购"), Tone.BAD),
                                Cell.number(200, 0),
                                Cell.number(128.4, 1),
                                Cell.number(0.642, 1).with(Tone.WARN),
                                Cell.day(LocalDate.of(2027, 3, 15)),
                                Cell.day(LocalDate.of(2026, 11, 15))),
                        List.of(
                                Cell.text("nanning-singapore-1"),
                                Cell.text(say("fine", "正常"), Tone.GOOD),
                                Cell.number(400, 0),
                                Cell.number(131.27, 1),
                                Cell.number(0.328, 1),
                                Cell.noData(say("not within 3 years", "3年内不会")),
                                Cell.noData(say("none needed", "无需"))),
                        List.of(
                                Cell.text("=nanning-bangkok-1"),
                                Cell.text(say("watch", "关注"), Tone.WARN),
                                Cell.number(100, 0),
                                Cell.number(47.05, 1),
                                Cell.number(0.4705, 1),
                                Cell.day(LocalDate.of(2028, 1, 9)),
                                Cell.day(LocalDate.of(2027, 9, 9)))));
    }

    private Section demand() {
        return new Section(
                "demand",
                say("Demand and forecast", "需求与预测"),
                List.of(
                        Block.Paragraph.of(
                                say(
                                        "Demand is the 95th percentile of the five-minute rates of"
                                                + " a day, the larger of both directions. The forecast"
                                                + " is a damped trend; its interval comes from how far"
                                                + " earlier forecasts were off.",
                                        "需求为每日五分钟速率的95百分位，取两个方向中较大者。预测采用阻尼趋势，" + "其区间来自以往预测的误差。")),
                        forecast(),
                        months(),
                        hours()));
    }

    private Chart forecast() {
        Random random = new Random(7);
        List<Point> measured = new ArrayList<>();
        for (LocalDate day = FIRST; day.isBefore(AS_OF); day = day.plusDays(1)) {
            long n = day.toEpochDay() - FIRST.toEpochDay();
            double weekend = day.getDayOfWeek().getValue() > 5 ? 0.92 : 1;
            double value =
                    92 * Math.exp(0.33 * n / 365) * weekend * (1 + 0.03 * random.nextGaussian());
            boolean missing = n > 150 && n < 162;
            measured.add(missing ? Point.gap(seconds(day)) : Point.of(at(day), value));
        }
        List<Point> forecast = new ArrayList<>();
        for (int week = 0; week <= 52; week++) {
            double middle = 126 * Math.exp(0.28 * week / 52);
            double off = 1 + 0.04 + 0.2 * Math.sqrt(week / 52.0);
            forecast.add(
                    Point.within(at(AS_OF.plusWeeks(week)), middle, middle / off, middle * off));
        }
        return new Chart(
                new Chart.Head(
                        "forecast",
                        say("nanning-hanoi-1: demand and forecast", "nanning-hanoi-1：需求与预测"),
                        say(
                                "Demand grew by 39 % in a year and reaches 70 % of capacity between"
                                        + " March and July 2027.",
                                "一年内需求增长39 %，将在2027年3月至7月之间达到容量的70 %。")),
                Axis.time(say("Day", "日期")),
                Axis.zeroBased(say("Daily 95th percentile", "日95百分位"), "Gbit/s"),
                List.of(
                        new Series(say("measured", "实测"), Shape.LINE, 1, measured),
                        new Series(say("forecast, 90 %", "预测（90 %）"), Shape.DASHED, 1, forecast)),
                List.of(
                        Marker.level(200, say("capacity 200 Gbit/s", "容量 200 Gbit/s"), Tone.BAD),
                        Marker.level(140, say("70 %: upgrade done", "70 %：完成扩容"), Tone.WARN),
                        Marker.places(
                                seconds(LocalDate.of(2027, 3, 15)),
                                seconds(LocalDate.of(2027, 7, 20)),
                                say("70 % reached", "达到70 %"),
                                Tone.WARN),
                        Marker.place(seconds(AS_OF), say("as of", "截止"), Tone.PLAIN)));
    }

    private static double seconds(LocalDate day) {
        return (double) at(day).getEpochSecond();
    }

    private Table months() {
        List<List<Cell>> rows = new ArrayList<>();
        for (int month = 0; month < 48; month++) {
            LocalDate first = FIRST.plusMonths(month % 12);
            double value = 90 * Math.exp(0.027 * (month % 12)) / (1 + month / 12);
            rows.add(
                    List.of(
                            Cell.text(places().get(month / 12)),
                            Cell.text(first.toString().substring(0, 7)),
                            Cell.number(value, 2),
                            month % 11 == 5
                                    ? Cell.noData(say("counter reset", "计数器复位"))
                                    : Cell.number(value * 0.61, 2),
                            Cell.number(value / 200, 1),
                            Cell.time(at(first.plusDays(12)).plusSeconds(75_600)),
                            Cell.span(Duration.ofMinutes(37L * (month % 12))),
                            Cell.number(0.0004 * month, 2)));
        }
        return new Table(
                "months",
                say("95th percentile by month", "各月95百分位"),
                List.of(
                        Column.text("destination", say("Destination", "目的地")),
                        Column.text("month", say("Month", "月份")),
                        Column.rate("p95_in", say("95th in", "入向95百分位"), "Gbit/s"),
                        Column.rate("p95_out", say("95th out", "出向95百分位"), "Gbit/s"),
                        Column.percent("utilisation", say("Utilisation", "利用率")),
                        Column.time("peak", say("Absolute peak at", "绝对峰值时刻")),
                        Column.duration("above", say("Above 80 % for", "高于80 %时长")),
                        Column.percent("missing", say("Missing", "缺失"))),
                rows);
    }

    private Chart hours() {
        List<Point> points = new ArrayList<>();
        for (int hour = 0; hour < 24; hour++) {
            points.add(Point.of(hour, 60 + 50 * Math.exp(-Math.pow((hour - 21) / 4.0, 2))));
        }
        List<String> names = new ArrayList<>();
        for (int hour = 0; hour < 24; hour++) {
            names.add(String.format(Locale.ROOT, "%02d", hour));
        }
        return new Chart(
                new Chart.Head(
                        "hours",
                        say("Mean by hour of the day", "各小时平均值"),
                        say("The busy hour begins at 21:00.", "忙时从21:00开始。")),
                Axis.categories(say("Hour", "小时"), names),
                Axis.zeroBased(say("Mean rate", "平均速率"), "Gbit/s"),
                List.of(new Series(say("mean", "平均"), Shape.STEP, 1, points)),
                List.of(Marker.place(21, say("busy hour", "忙时"), Tone.WARN)));
    }

    private Section resilience() {
        List<Column> columns =
                List.of(
                        Column.text("lost", say("What is lost", "中断对象")),
                        Column.text("result", say("Result", "结果")),
                        Column.percent("worst", say("Fullest link", "最满链路")),
                        Column.rate("dropped", say("Dropped", "丢弃"), "Gbit/s"),
                        Column.text("classes", say("Classes that miss their target", "不达标业务")));
        Table lost =
                new Table(
                        "n-1",
                        say("Loss of one link or cable in the busy hour", "忙时单条链路或光缆中断"),
                        columns,
                        List.of(
                                List.of(
                                        Cell.text("nanning-hanoi-1"),
                                        Cell.text(say("feasible", "可承载"), Tone.GOOD),
                                        Cell.number(0.871, 1),
                                        Cell.number(0, 1),
                                        Cell.text(say("none", "无"))),
                                List.of(
                                        Cell.text(say("eastern cable, both fibres", "东线光缆（两根光纤）")),
                                        Cell.text(say("infeasible", "不可承载"), Tone.BAD),
                                        Cell.number(1.082, 1),
                                        Cell.number(14.2, 1),
                                        Cell.text(
                                                say(
                                                        "e-sports, cross-border finance, AI"
                                                                + " compute",
                                                        "电子竞技、跨境金融、人工智能算力")))));
        return new Section("n1", say("Loss of a link (N-1)", "单点中断（N-1）"), List.of(lost, bars()));
    }

    private Chart bars() {
        List<Point> now = new ArrayList<>();
        List<Point> lost = new ArrayList<>();
        for (int i = 0; i < places().size(); i++) {
            now.add(Point.of(i, 0.31 + 0.06 * i));
            lost.add(i == 3 ? Point.gap(i) : Point.within(i, 0.52 + 0.07 * i, 0.5, 0.6 + 0.07 * i));
        }
        return new Chart(
                new Chart.Head(
                        "n1-load",
                        say("Load after the worst loss", "最坏中断后的负载"),
                        say("Jakarta passes 80 % when a link is lost.", "中断一条链路后雅加达超过80 %。")),
                Axis.categories(say("Destination", "目的地"), places()),
                Axis.zeroBased(say("Utilisation in the busy hour", "忙时利用率"), "%"),
                List.of(
                        new Series(say("all links", "全部链路"), Shape.BARS, 0, now),
                        new Series(say("worst loss", "最坏中断"), Shape.BARS, 0, lost)),
                List.of(Marker.level(0.8, say("alarm 80 %", "告警 80 %"), Tone.BAD)));
    }

    private Section latency() {
        Random random = new Random(11);
        List<Point> dots = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            double u = 0.12 + 0.66 * random.nextDouble();
            dots.add(Point.of(u, delay(u) + 0.35 * random.nextGaussian()));
        }
        List<Point> fitted = new ArrayList<>();
        List<Point> beyond = new ArrayList<>();
        for (int i = 12; i <= 92; i++) {
            double u = i / 100.0;
            if (i <= 78) {
                fitted.add(Point.within(u, delay(u), delay(u) - 0.3, delay(u) + 0.3));
            }
            if (i >= 78) {
                beyond.add(Point.of(u, delay(u)));
            }
        }
        Chart chart =
                new Chart(
                        new Chart.Head(
                                "latency-load",
                                say("Latency against load", "时延与负载"),
                                say(
                                        "Above 68 % of load the 95th percentile rises steeply.",
                                        "负载超过68 %后，时延95百分位急剧上升。")),
                        Axis.number(say("Load of the link", "链路负载"), "%"),
                        Axis.number(say("95th percentile of round-trip delay", "往返时延95百分位"), "ms"),
                        List.of(
                                new Series(say("five minutes", "五分钟"), Shape.DOTS, 2, dots),
                                new Series(say("fitted", "拟合"), Shape.LINE, 2, fitted),
                                new Series(say("extrapolated", "外推"), Shape.DASHED, 2, beyond)),
                        List.of(
                                Marker.place(0.68, say("knee 68 %", "拐点 68 %"), Tone.WARN),
                                Marker.level(35, say("target 35 ms", "目标 35 ms"), Tone.BAD)));
        Chart none =
                new Chart(
                        new Chart.Head(
                                "latency-none",
                                say("nanning-jakarta-1", "nanning-jakarta-1"),
                                say("This link was not measured.", "该链路没有测量数据。")),
                        Axis.time(say("Day", "日期")),
                        Axis.number(say("Delay", "时延"), "ms"),
                        List.of(new Series("p95", Shape.LINE, 1, List.of())),
                        List.of());
        return new Section("latency", say("Latency against load", "时延与负载"), List.of(chart, none));
    }

    private static double delay(double load) {
        return 24.5 + 1.4 * load / (1 - load);
    }

    private Section gateways() {
        List<String> gateways =
                language == ReportLanguage.EN
                        ? List.of("Nanning", "Guangzhou", "Shanghai", "Beijing")
                        : List.of("南宁", "广州", "上海", "北京");
        List<Series> rows = new ArrayList<>();
        for (int i = 0; i < places().size(); i++) {
            List<Point> points = new ArrayList<>();
            for (int g = 0; g < gateways.size(); g++) {
                points.add(
                        i == 4 && g == 2
                                ? Point.gap(g)
                                : Point.of(g, 18 + 6.5 * i + 11.5 * g * 1.2));
            }
            rows.add(new Series(places().get(i), Shape.HEAT, 1, points));
        }
        Chart matrix =
                new Chart(
                        new Chart.Head(
                                "gateways",
                                say("Median round-trip delay by gateway", "各出口往返时延中位数"),
                                say(
                                        "Nanning is the shortest way to every destination.",
                                        "经南宁到所有目的地的路径最短。")),
                        Axis.categories(say("Gateway", "出口"), gateways),
                        Axis.number(say("Round-trip delay", "往返时延"), "ms"),
                        rows,
                        List.of());
        return new Section("saving", say("What the bureau saves", "南宁出入口局节省的时延"), List.of(matrix));
    }

    private Section quality() {
        return new Section(
                "quality",
                say("Data quality", "数据质量"),
                List.of(
                        Block.Remark.note(
                                say(
                                        "1.2 % of the five-minute samples are missing; they are"
                                                + " left out, never counted as zero.",
                                        "五分钟样本缺失1.2 %；缺失样本不计入，也不按零处理。")),
                        Block.Remark.warning(
                                say(
                                        "March 2026 misses 7.9 % of its samples: its figures are"
                                                + " provisional.",
                                        "2026年3月缺失7.9 %的样本，其数值为暂定值。")),
                        new Block.Subheading(say("How figures were made", "数值说明")),
                        new Block.Paragraph(
                                say(
                                        "Nearest rank, ceil(0.95 n); rates in SI units; months of"
                                                + " Asia/Shanghai. <b>Not markup</b> & \"quotes\".",
                                        "最近秩法，ceil(0.95 n)；速率采用国际单位制；月份按 Asia/Shanghai 时区。"
                                                + "<b>非标记</b> & \"引号\"。"),
                                Emphasis.SMALL)));
    }
}
