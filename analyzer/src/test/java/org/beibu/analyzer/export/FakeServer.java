package org.beibu.analyzer.export;

import com.influxdb.client.write.Point;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A server in memory: keeps the last value of each point, and answers as told. */
final class FakeServer implements PointWriter {
    /** Answers to the next attempts; written when empty. */
    final Deque<WriteOutcome> answers = new ArrayDeque<>();

    /** Sizes of the requests that were attempted. */
    final List<Integer> attempts = new ArrayList<>();

    /** Points by measurement, tags and time; values are the fields. */
    final Map<String, String> points = new HashMap<>();

    boolean closed;

    @Override
    public WriteOutcome write(List<Point> batch) {
        attempts.add(batch.size());
        WriteOutcome answer = answers.isEmpty() ? WriteOutcome.WRITTEN : answers.remove();
        if (answer.result() == WriteResult.WRITTEN) {
            for (Point point : batch) {
                String[] parts = point.toLineProtocol().split(" ");
                points.put(parts[0] + " " + parts[2], parts[1]);
            }
        }
        return answer;
    }

    void answer(WriteResult result, int times) {
        for (int i = 0; i < times; i++) {
            answers.add(new WriteOutcome(result, "on request"));
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
