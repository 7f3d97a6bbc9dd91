package org.beibu.router.bgp.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.beibu.router.bgp.message.NotificationMessage;
import org.beibu.router.bgp.message.Octets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NotificationsTest {

    @Test
    void theReasonOfAShutdownTravelsAsText() {
        NotificationMessage notice = Notifications.shutdown("maintenance");

        assertEquals("0b" + "6d61696e74656e616e6365", notice.data().toString());
        assertEquals("Cease, Administrative Shutdown: \"maintenance\"", Notifications.text(notice));
    }

    @Test
    void aResetSaysWhyToo() {
        assertEquals(
                "Cease, Administrative Reset: \"new key\"",
                Notifications.text(Notifications.reset("new key")));
    }

    @ParameterizedTest
    @CsvSource({
        "1, 2, 'Message Header Error, Bad Message Length'",
        "2, 2, 'OPEN Message Error, Bad Peer AS'",
        "3, 11, 'UPDATE Message Error, Malformed AS_PATH'",
        "4, 0, Hold Timer Expired",
        "5, 3, 'Finite State Machine Error, in Established'",
        "6, 7, 'Cease, Connection Collision Resolution'",
        "6, 200, 'Cease, subcode 200'",
        "7, 1, 'ROUTE-REFRESH Message Error, Invalid Message Length'",
        "99, 1, 'error code 99, subcode 1'"
    })
    void itSpeaksTheWordsOfTheRfcs(int code, int subcode, String text) {
        NotificationMessage notice = new NotificationMessage(code, subcode, Octets.NONE);

        assertEquals(text, Notifications.text(notice));
    }

    @ParameterizedTest
    @CsvSource({"''", "00", "0541", "ff4142"})
    void aTextThatIsCutIsNoText(String data) {
        NotificationMessage notice = new NotificationMessage(6, 2, Octets.parse(data));

        assertEquals("Cease, Administrative Shutdown", Notifications.text(notice));
    }
}
