package org.beibu.analyzer.web;

import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.agrona.concurrent.EpochNanoClock;
import org.beibu.analyzer.report.ReportConfig;
import org.beibu.analyzer.report.ReportKind;
import org.beibu.analyzer.report.ReportSpan;
import org.beibu.analyzer.report.Reports;
import org.beibu.analyzer.report.contents.CapacityContents;
import org.beibu.analyzer.report.document.ReportLanguage;
import org.beibu.analyzer.report.facts.CapacityFacts;
import org.beibu.analyzer.report.live.CapacityJson;
import org.beibu.analyzer.report.live.OpenReports;
import org.beibu.analyzer.report.live.ZippedFiles;
import org.beibu.analyzer.report.render.RenderedFile;
import org.beibu.analyzer.report.render.ReportFormat;
import org.jspecify.annotations.Nullable;

/**
 * {@code /api/v1/capacity} and {@code /api/v1/reports}. A year takes seconds, so everything is made
 * on a worker of its own, one at a time, and kept. All fields belong to the event loop.
 */
final class ReportsEndpoint {
    private static final int KEPT = 16;
    private static final long FRESH_NANOS = TimeUnit.HOURS.toNanos(1);
    private static final String JSON = "application/json";
    private static final Set<String> KEYS = Set.of("kind", "format", "lang", "from", "to", "as_of");

    private final Source source;
    private final EpochNanoClock clock;
    private final Deque<Made> made = new ArrayDeque<>();
    private final Map<ReportLanguage, String> capacity = new EnumMap<>(ReportLanguage.class);
    private long capacityNanos;
    private boolean isCapacityBeingMade;
    private String capacityProblem = "";
    private long number;

    /**
     * Where reports come from.
     *
     * @param config how they are made
     * @param opening opens a connection of their own
     */
    record Source(ReportConfig config, Supplier<OpenReports> opening) {
        OpenReports open() {
            return opening.get();
        }
    }

    /** A report that was asked for. */
    private static final class Made {
        final String id;
        final String name;
        final ReportFormat format;
        @Nullable RenderedFile file;
        String problem = "";

        Made(String id, String name, ReportFormat format) {
            this.id = id;
            this.name = name;
            this.format = format;
        }

        boolean isBeingMade() {
            return file == null && problem.isEmpty();
        }

        JsonObject json() {
            RenderedFile ready = file;
            return new JsonObject()
                    .put("schema", "beibu/report/v1")
                    .put("id", id)
                    .put("report", name)
                    .put("format", format.toString())
                    .put("state", ready != null ? "ready" : problem.isEmpty() ? "making" : "failed")
                    .put("file", ready == null ? null : ready.name())
                    .put("problem", problem.isEmpty() ? null : problem);
        }
    }

    ReportsEndpoint(Source source, EpochNanoClock clock) {
        this.source = source;
        this.clock = clock;
    }

    /** Answers under its paths. */
    void mount(Router router, Vertx vertx) {
        WorkerExecutor worker =
                vertx.createSharedWorkerExecutor("beibu-reports", 1, 10, TimeUnit.MINUTES);
        router.get("/api/v1/capacity").handler(context -> capacity(context, worker));
        router.post("/api/v1/reports").handler(context -> begin(context, worker));
        router.get("/api/v1/reports").handler(this::list);
        router.get("/api/v1/reports/:id").handler(this::file);
    }

    private void capacity(RoutingContext context, WorkerExecutor worker) {
        Parameters parameters = Parameters.of(context);
        parameters.refuseOthersThan(Set.of("lang"));
        ReportLanguage language = language(parameters);
        long age = clock.nanoTime() - capacityNanos;
        if (!isCapacityBeingMade && (capacity.isEmpty() || age < 0 || age >= FRESH_NANOS)) {
            refresh(worker);
        }
        String ready = capacity.get(language);
        if (ready == null && !capacityProblem.isEmpty()) {
            throw new ProblemException(
                    503, capacityProblem, "/api/v1/capacity", "mend the store, then ask again");
        }
        context.response()
                .setStatusCode(ready == null ? 202 : 200)
                .putHeader("Content-Type", JSON)
                .end(ready == null ? CapacityJson.making() : ready);
    }

    private void refresh(WorkerExecutor worker) {
        isCapacityBeingMade = true;
        Instant now = now();
        worker.executeBlocking(() -> texts(now))
                .onComplete(
                        result -> {
                            isCapacityBeingMade = false;
                            capacityNanos = clock.nanoTime();
                            if (result.succeeded()) {
                                capacity.putAll(result.result());
                                capacityProblem = "";
                            } else {
                                capacityProblem = String.valueOf(result.cause().getMessage());
                            }
                        });
    }

    private Map<ReportLanguage, String> texts(Instant now) {
        ReportConfig config = source.config();
        Map<ReportLanguage, String> texts = new EnumMap<>(ReportLanguage.class);
        try (OpenReports reports = source.open()) {
            CapacityFacts facts = reports.capacity(ReportSpan.of("", "", now, config.zone()));
            for (ReportLanguage language : ReportLanguage.values()) {
                texts.put(
                        language,
                        CapacityJson.text(
                                facts,
                                CapacityContents.sentences(facts, config, language),
                                config.decideAt()));
            }
        }
        return texts;
    }

    private Instant now() {
        return Instant.ofEpochSecond(clock.nanoTime() / 1_000_000_000L);
    }

    private static ReportLanguage language(Parameters parameters) {
        return parameters
                .value("lang", "give en or zh", ReportLanguage::parse)
                .orElse(ReportLanguage.EN);
    }

    private void begin(RoutingContext context, WorkerExecutor worker) {
        refuseOtherPages(context.request());
        if (made.stream().anyMatch(Made::isBeingMade)) {
            context.response()
                    .setStatusCode(429)
                    .putHeader("Content-Type", JSON)
                    .end(made.getFirst().json().encode());
            return;
        }
        Parameters parameters = Parameters.of(context);
        parameters.refuseOthersThan(KEYS);
        ReportKind kind =
                parameters
                        .value("kind", "give capacity, latency, slo or gateway", ReportKind::parse)
                        .orElse(ReportKind.CAPACITY);
        ReportFormat format =
                parameters
                        .value("format", "give html, pdf, csv or xlsx", ReportFormat::parse)
                        .orElse(ReportFormat.HTML);
        Reports.Request request =
                new Reports.Request(
                        kind, span(parameters), language(parameters), CapacityFacts.WhatIf.NOTHING);
        Made one = new Made(kind + "-" + ++number, kind.toString(), format);
        made.addFirst(one);
        while (made.size() > KEPT) {
            made.removeLast();
        }
        worker.executeBlocking(() -> render(request, format))
                .onSuccess(file -> one.file = file)
                .onFailure(failure -> one.problem = String.valueOf(failure.getMessage()));
        context.response()
                .setStatusCode(202)
                .putHeader("Content-Type", JSON)
                .end(one.json().encode());
    }

    private ReportSpan span(Parameters parameters) {
        String rule = "give a day (2026-11-01) or ISO-8601 with zone, from before to";
        return parameters
                .value("as_of", rule, text -> ReportSpan.moment(text, source.config().zone()))
                .or(() -> Optional.of(now()))
                .map(asOf -> span(parameters, asOf, rule))
                .orElseThrow();
    }

    private ReportSpan span(Parameters parameters, Instant asOf, String rule) {
        try {
            return ReportSpan.of(
                    parameters.text("from").orElse(""),
                    parameters.text("to").orElse(""),
                    asOf,
                    source.config().zone());
        } catch (IllegalArgumentException e) {
            throw ProblemException.badRequest(
                    String.valueOf(e.getMessage()), "/api/v1/reports", rule);
        }
    }

    /** A browser says from which page it asks; what has no page is a tool. */
    private static void refuseOtherPages(HttpServerRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        if (site != null && !site.equals("same-origin") && !site.equals("none")) {
            throw ProblemException.badRequest(
                    "asked from another page", "/api/v1/reports", "ask from Beibu's own page");
        }
    }

    private RenderedFile render(Reports.Request request, ReportFormat format) {
        try (OpenReports reports = source.open()) {
            List<RenderedFile> files = format.render(reports.make(request));
            return files.size() == 1
                    ? files.get(0)
                    : ZippedFiles.of(request.kind() + "-csv.zip", files);
        }
    }

    private void list(RoutingContext context) {
        Parameters.of(context).refuseOthersThan(Set.of());
        JsonArray all = new JsonArray();
        made.forEach(one -> all.add(one.json()));
        context.json(new JsonObject().put("schema", "beibu/reports/v1").put("reports", all));
    }

    private void file(RoutingContext context) {
        Optional<Made> found =
                made.stream().filter(one -> one.id.equals(context.pathParam("id"))).findFirst();
        if (found.isEmpty()) {
            context.next();
            return;
        }
        RenderedFile file = found.get().file;
        if (file == null) {
            context.response()
                    .setStatusCode(found.get().problem.isEmpty() ? 202 : 500)
                    .putHeader("Content-Type", JSON)
                    .end(found.get().json().encode());
            return;
        }
        context.response()
                .putHeader("Content-Type", file.mediaType())
                .putHeader("Content-Disposition", "attachment; filename=\"" + file.name() + "\"")
                .end(Buffer.buffer(file.bytes()));
    }
}
