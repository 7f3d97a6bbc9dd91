package org.beibu.runtime.admin;

/**
 * Something that an admin endpoint answers by a query, or does.
 *
 * @param method {@code GET} or {@code POST}
 * @param path where, for example {@code /api/v1/freeze}
 * @param work run for each request, on the endpoint's thread
 */
public record AdminAction(String method, String path, Work work) {

    /** Makes the answer. */
    @FunctionalInterface
    public interface Work {
        /**
         * The answer.
         *
         * @param query the query as it stands in the address, empty without one
         * @param body what was sent
         */
        Answer answer(String query, byte[] body);
    }

    /**
     * An answer.
     *
     * @param status HTTP status
     * @param text JSON or one line
     */
    public record Answer(int status, String text) {
        /** All went well. */
        public static Answer ok(String text) {
            return new Answer(200, text);
        }
    }

    /** Answers a query. */
    public static AdminAction get(String path, Work work) {
        return new AdminAction("GET", path, work);
    }

    /** Does something. */
    public static AdminAction post(String path, Work work) {
        return new AdminAction("POST", path, work);
    }
}
