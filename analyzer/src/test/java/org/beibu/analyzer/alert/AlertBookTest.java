package org.beibu.analyzer.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AlertBookTest {
    private static final long SECOND = 1_000_000_000L;
    private static final Condition LOSS =
            new Condition(
                    "BeibuCaptureLoss",
                    Map.of("probe", "nn-1"),
                    Severity.WARNING,
                    "lost",
                    Duration.ofSeconds(60));

    private final AlertBook book = new AlertBook(Duration.ofMinutes(5));
    private long now = 1_000 * SECOND;

    private List<Alert> see(Condition... conditions) {
        return book.update(List.of(conditions), alert -> false, now);
    }

    private List<Alert> after(int seconds, Condition... conditions) {
        now += seconds * SECOND;
        return see(conditions);
    }

    @Test
    void aConditionFiresOnceWhenItHasLasted() {
        assertEquals(List.of(), see(LOSS));
        assertEquals(List.of(), after(59, LOSS));

        List<Alert> turned = after(1, LOSS);

        assertEquals(1, turned.size());
        assertEquals(Alert.State.FIRING, turned.get(0).state());
        assertEquals(1_000 * SECOND, turned.get(0).sinceNanos());
        assertEquals(List.of(), after(1, LOSS), "and is not told again");
    }

    @Test
    void aConditionThatEndsBeforeItsPatienceIsForgotten() {
        see(LOSS);
        after(30);
        assertEquals(List.of(), book.all());
        assertEquals(List.of(), after(30, LOSS), "its time begins anew");
    }

    @Test
    void flappingIsOneAlertThatIsResolvedOnceWhenItStaysAway() {
        see(LOSS);
        List<Alert> turned = new ArrayList<>(after(60, LOSS));
        for (int i = 0; i < 20; i++) {
            turned.addAll(after(100));
            turned.addAll(after(100, LOSS));
        }
        assertEquals(1, turned.size());

        assertEquals(List.of(), after(299));
        List<Alert> resolved = after(1);

        assertEquals(Alert.State.RESOLVED, resolved.get(0).state());
        assertEquals(now, resolved.get(0).endedNanos());
        assertEquals(List.of(), after(1));
    }

    @Test
    void aClockThatWasADayAheadKeepsNoAlertFromFiringOrEnding() {
        after(86_400, LOSS);
        assertEquals(1, after(-86_400, LOSS).size(), "fires");
        after(86_400, LOSS);

        assertEquals(Alert.State.RESOLVED, after(-86_400).get(0).state());

        after(2 * 86_400);
        assertEquals(List.of(), book.all(), "and is forgotten");
    }

    @Test
    void anAlertOfWhichNothingIsKnownStaysAsItIs() {
        see(LOSS);
        after(60, LOSS);
        now += 3_600 * SECOND;

        assertEquals(List.of(), book.update(List.of(), alert -> true, now));
        assertEquals(Alert.State.FIRING, book.all().get(0).state());
        assertEquals(1, book.update(List.of(), alert -> false, now).size());
    }

    @Test
    void aResolvedAlertFiresAgainAsAnotherOccurrence() {
        see(LOSS);
        Alert first = after(60, LOSS).get(0);
        after(300);
        see(LOSS);
        Alert second = after(60, LOSS).get(0);

        assertEquals(first.key(), second.key());
        assertTrue(!first.occurrence().equals(second.occurrence()));
    }

    @Test
    void resolvedAlertsAreForgottenAfterADay() {
        see(LOSS);
        after(60, LOSS);
        after(300);
        after(86_400);
        assertEquals(1, book.all().size());
        after(1);
        assertEquals(0, book.all().size());
    }

    @Test
    void tooManyConditionsAreRefusedAndCounted() {
        List<Condition> many = new ArrayList<>();
        for (int i = 0; i < AlertBook.MOST + 3; i++) {
            many.add(
                    new Condition(
                            "X",
                            Map.of("n", String.format("%06d", i)),
                            Severity.WARNING,
                            "",
                            Duration.ZERO));
        }

        assertEquals(AlertBook.MOST, book.update(many, alert -> false, now).size());
        assertEquals(3, book.refused());
    }
}
