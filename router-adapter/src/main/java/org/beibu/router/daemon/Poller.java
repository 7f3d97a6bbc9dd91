package org.beibu.router.daemon;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.beibu.runtime.counters.Counter;
import org.beibu.runtime.counters.Counters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks another daemon the same thing again and again, on a thread of its own. A failure is logged
 * when it begins and when it ends; what the silence means is steering's business.
 */
final class Poller implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Poller.class);
    private static final int LONGEST_ANSWER = 64 << 20;

    private final Question question;
    private final Reader reader;
    private final Counters counters;
    private final HttpClient client;
    private final ScheduledExecutorService thread;
    private boolean failing;

    /**
     * What is asked.
     *
     * @param what for logs: {@code recommendations}, {@code probe}
     * @param where who is asked
     * @param interval how often
     * @param patience how long an answer may take
     * @param read counts answers
     * @param failed counts what was no answer
     */
    record Question(
            String what,
            Where where,
            Duration interval,
            Duration patience,
            Counter read,
            Counter failed) {}

    /** Who is asked; looked up each time. */
    @FunctionalInterface
    interface Where {
        /**
         * The address.
         *
         * @throws IOException when it is not known now
         */
        URI address() throws IOException;
    }

    /** Understands an answer and hands it on. */
    @FunctionalInterface
    interface Reader {
        /**
         * Takes an answer.
         *
         * @throws IOException when it is not understood
         */
        void take(byte[] answer) throws IOException;
    }

    /** A poller that asks nothing yet. */
    Poller(Question question, Reader reader, Counters counters) {
        this.question = question;
        this.reader = reader;
        this.counters = counters;
        client = HttpClient.newBuilder().connectTimeout(question.patience()).build();
        thread =
                Executors.newSingleThreadScheduledExecutor(
                        work -> {
                            Thread made = new Thread(work, "beibu-" + question.what());
                            made.setDaemon(true);
                            return made;
                        });
    }

    /** Asks from now on. */
    void start() {
        Future<?> unused =
                thread.scheduleWithFixedDelay(
                        this::ask, 0, question.interval().toMillis(), TimeUnit.MILLISECONDS);
    }

    private void ask() {
        try {
            HttpResponse<byte[]> answer =
                    client.send(
                            HttpRequest.newBuilder(question.where().address())
                                    .timeout(question.patience())
                                    .build(),
                            HttpResponse.BodyHandlers.ofByteArray());
            if (answer.statusCode() != 200 || answer.body().length > LONGEST_ANSWER) {
                throw new IOException(
                        "status " + answer.statusCode() + ", " + answer.body().length + " octets");
            }
            reader.take(answer.body());
            counters.addShared(question.read(), 1);
            if (failing) {
                failing = false;
                LOG.info("{}: {} answers again", question.what(), question.where());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException e) {
            counters.addShared(question.failed(), 1);
            if (!failing) {
                failing = true;
                LOG.warn("{}: {}: {}; trying again", question.what(), question.where(), told(e));
            }
        }
    }

    private static String told(Exception e) {
        return e.getMessage() == null ? e.toString() : e.getMessage();
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
