package org.beibu.analyzer.web;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.agrona.concurrent.NanoClock;
import org.beibu.runtime.counters.Counters;

/**
 * The open event streams (server-sent events). Each gets a whole message first, with two minutes of
 * history, then with every snapshot the figures anew and the last few seconds. A reader that takes
 * nothing for five seconds is disconnected; it comes back by itself and then gets the whole again.
 *
 * <p>Belongs to the event loop.
 */
final class EventStreams {
    /** The history in the first message. */
    static final int WHOLE_SECONDS = 120;

    /** The seconds in each later message; samples may still arrive for the last ones. */
    private static final int LATEST_SECONDS = 6;

    private static final long HEARTBEAT_MILLIS = 15_000;
    private static final Buffer HEARTBEAT = Buffer.buffer(": heartbeat\n\n");
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final int most;
    private final NanoClock clock;
    private final Counters counters;
    private final BiFunction<RowChoice, Integer, String> message;
    private final List<Stream> streams = new ArrayList<>();

    /**
     * One reader; blockedSince is the monotonic moment since when it takes nothing, 0 = it does.
     */
    private static final class Stream {
        private final HttpServerResponse response;
        private final RowChoice choice;
        private long blockedSince;

        Stream(HttpServerResponse response, RowChoice choice) {
            this.response = response;
            this.choice = choice;
        }
    }

    /** message gives the JSON of the newest snapshot with that many seconds, empty = none yet. */
    EventStreams(
            int most,
            Counters counters,
            BiFunction<RowChoice, Integer, String> message,
            NanoClock clock) {
        this.clock = clock;
        this.most = most;
        this.counters = counters;
        this.message = message;
    }

    void start(Vertx vertx) {
        vertx.setPeriodic(HEARTBEAT_MILLIS, id -> send(stream -> HEARTBEAT, clock.nanoTime()));
    }

    /** Opens a stream of the rows asked for, or refuses when there are too many. */
    void open(RoutingContext context) {
        Parameters parameters = Parameters.of(context);
        parameters.refuseOthersThan(RowChoice.KEYS);
        RowChoice choice = RowChoice.parse(parameters);
        if (streams.size() >= most) {
            counters.increment(WebCounter.STREAMS_REFUSED);
            throw new ProblemException(
                    503,
                    "too many event streams",
                    most + " are open",
                    "close a page, or read /api/v1/routes instead");
        }
        HttpServerResponse response = context.response();
        response.putHeader(HttpHeaders.CONTENT_TYPE, "text/event-stream; charset=utf-8");
        response.putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.putHeader(HttpHeaders.CONTENT_ENCODING, HttpHeaders.IDENTITY);
        response.setChunked(true);
        Stream stream = new Stream(response, choice);
        streams.add(stream);
        counters.increment(WebCounter.STREAMS_OPENED);
        response.closeHandler(closed -> streams.remove(stream));
        response.exceptionHandler(failed -> streams.remove(stream));
        String whole = message.apply(choice, WHOLE_SECONDS);
        response.write("retry: 2000\n\n" + event(whole));
    }

    /**
     * Sends the newest snapshot to all, written and encoded once for all that chose the same rows;
     * without readers it is not even written down.
     */
    void publish() {
        Map<RowChoice, Buffer> written = new HashMap<>();
        send(
                stream ->
                        written.computeIfAbsent(
                                stream.choice,
                                choice ->
                                        Buffer.buffer(
                                                event(message.apply(choice, LATEST_SECONDS)))),
                clock.nanoTime());
    }

    /** How many are open. */
    int size() {
        return streams.size();
    }

    private void send(Function<Stream, Buffer> text, long monotonicNanos) {
        List<Stream> slow = new ArrayList<>();
        for (Iterator<Stream> all = streams.iterator(); all.hasNext(); ) {
            Stream stream = all.next();
            if (!stream.response.writeQueueFull()) {
                stream.blockedSince = 0;
                stream.response.write(text.apply(stream));
            } else if (stream.blockedSince == 0) {
                stream.blockedSince = monotonicNanos;
            } else if (monotonicNanos - stream.blockedSince > PATIENCE_NANOS) {
                slow.add(stream);
                all.remove();
            }
        }
        for (Stream stream : slow) {
            counters.increment(WebCounter.STREAMS_DROPPED);
            stream.response.reset();
        }
    }

    /** An event with this message; a comment when there is none yet. */
    private static String event(String json) {
        if (json.isEmpty()) {
            return ": waiting\n\n";
        }
        return "event: routes\ndata: " + json + "\n\n";
    }
}
