package org.beibu.runtime.admin;

import java.io.IOException;

/**
 * Server-sent events of an admin endpoint.
 *
 * @param path where, for example {@code /api/v1/candidates/events}
 * @param source run for each client, on a thread of its own, until it returns or the client goes
 */
public record AdminStream(String path, Source source) {

    /** Tells one client. */
    @FunctionalInterface
    public interface Source {
        /**
         * Tells until nothing more is to be told.
         *
         * @param lastEventId what the client has heard last, empty when nothing
         * @throws IOException when the client has gone
         * @throws InterruptedException when the endpoint closes
         */
        void tell(String lastEventId, Client client) throws IOException, InterruptedException;
    }

    /** Who is told. */
    @FunctionalInterface
    public interface Client {
        /** Sends text of the form of an event stream, at once. */
        void send(String text) throws IOException;
    }
}
