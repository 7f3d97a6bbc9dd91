package org.beibu.analyzer.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.beibu.runtime.config.ConfigException;
import org.beibu.runtime.config.ConfigFile;
import org.junit.jupiter.api.Test;

class AlertConfigTest {
    private static AlertConfig parse(String text) throws ConfigException {
        return AlertConfig.from(
                ConfigFile.parse("x.yaml", "analyzer:\n  alerts:\n" + text)
                        .section("analyzer", AlertConfig.KEYS));
    }

    @Test
    void withoutKeysNobodyIsTold() throws ConfigException {
        assertEquals(AlertConfig.DEFAULT, parse("    clear_after: 5m\n"));
    }

    @Test
    void receiversAndMaintenanceAreReadInOrder() throws ConfigException {
        AlertConfig config =
                parse(
                        """
                            alertmanager:
                              - url: http://192.0.2.1:9093/
                                token_file: /etc/beibu/am.token
                            webhooks:
                              - url: https://ops.example/hook
                                secret_file: /etc/beibu/hook.secret
                            syslog:
                              - target: tcp://192.0.2.2:601
                              - target: udp://192.0.2.2:514
                                facility: 4
                            maintenance:
                              - from: 2026-11-23T01:00:00Z
                                to: 2026-11-23T03:00:00Z
                                match: exit=hk-3
                                comment: cable works
                        """);

        assertEquals(
                List.of(
                        "alertmanager http://192.0.2.1:9093",
                        "webhook https://ops.example/hook",
                        "syslog tcp://192.0.2.2:601",
                        "syslog udp://192.0.2.2:514"),
                config.receivers().stream().map(Receiver::name).toList());
        assertEquals("c1", config.maintenance().get(0).id());
        assertEquals("exit=hk-3", config.maintenance().get(0).concerned());
    }

    @Test
    void mistakesNameLineAndRule() {
        for (String[] row :
                new String[][] {
                    {"    webhooks:\n      - url: https://x.example/\n", "is missing: a webhook"},
                    {"    syslog:\n      - target: tcp://192.0.2.2\n", "needs a port"},
                    {"    syslog:\n      - target: http://192.0.2.2:1\n", "tcp or udp"},
                    {"    alertmanager:\n      - url: http://u:p@x.example/\n", "password"},
                    {"    resend: 10ms\n", "1s or more"},
                    {"    capture_loss: 0.1\n", "not a share"},
                    {"    maintenance:\n      - from: today\n", "not a time"}
                }) {
            ConfigException wrong = assertThrows(ConfigException.class, () -> parse(row[0]));
            assertTrue(String.valueOf(wrong.getMessage()).contains(row[1]), wrong::getMessage);
            assertTrue(String.valueOf(wrong.getMessage()).startsWith("x.yaml:"), wrong::getMessage);
        }
    }
}
