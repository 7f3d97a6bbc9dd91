package org.beibu.scenario;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What {@link FaultyRelayMain} did, and what follows from it for the first packets of a life. */
final class RelayTruth {
    private final List<Life> lives = new ArrayList<>();

    /** The packets of one sender process. */
    private static final class Life {
        final Map<Integer, Integer> passes = new HashMap<>();
        final List<Integer> replies = new ArrayList<>();
    }

    /** What should have been reported of some packets. */
    record Outcome(long lost, long forwardLost, long duplicates, long reordered) {}

    static RelayTruth read(Path file) throws IOException {
        RelayTruth truth = new RelayTruth();
        for (String line : Files.readAllLines(file)) {
            String[] words = line.split(" ", -1);
            int number = Integer.parseInt(words[1]);
            if (words[0].equals("life")) {
                truth.lives.add(new Life());
                continue;
            }
            Life life = truth.lives.get(truth.lives.size() - 1);
            if (words[0].equals("forward")) {
                life.passes.put(number, Integer.parseInt(words[2]));
            } else {
                life.replies.add(number);
            }
        }
        return truth;
    }

    int lives() {
        return lives.size();
    }

    /** The truth of the first so many packets of a life, counted as the RFCs do. */
    Outcome of(int number, long packets) {
        Life life = lives.get(number);
        Map<Integer, Integer> answers = new HashMap<>();
        long reordered = 0;
        int nextExpected = 0;
        for (int reply : life.replies) {
            if (answers.merge(reply, 1, Integer::sum) > 1) {
                continue;
            }
            if (reply < nextExpected) {
                reordered += reply < packets ? 1 : 0; // RFC 4737 3.3
            } else {
                nextExpected = reply + 1;
            }
        }
        long lost = 0;
        long forwardLost = 0;
        long duplicates = 0;
        for (int packet = 0; packet < packets; packet++) {
            int came = answers.getOrDefault(packet, 0);
            lost += came == 0 ? 1 : 0;
            forwardLost += life.passes.getOrDefault(packet, 0) == 0 ? 1 : 0;
            duplicates += Math.max(0, came - 1);
        }
        return new Outcome(lost, forwardLost, duplicates, reordered);
    }
}
