package org.beibu.runtime.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;

class CredentialsTest {
    private static final Map<String, String> UNIT =
            Map.of("CREDENTIALS_DIRECTORY", "/run/credentials/beibu-analyzer.service");

    @Test
    void onlyKeysOfFilesNameCredentials() {
        assertTrue(Credentials.isNamed(key("analyzer.token_file"), "credential:influx"));
        assertFalse(Credentials.isNamed(key("analyzer.token_file"), "/etc/beibu/influx"));
        assertFalse(Credentials.isNamed(key("analyzer.comment"), "credential:influx"));
    }

    @Test
    void aCredentialIsAFileBelowWhatTheServiceManagerNames() throws ConfigException {
        assertEquals(
                "/run/credentials/beibu-analyzer.service/influx",
                Credentials.path("credential:influx", UNIT, "x.yaml:1:2"));
    }

    @Test
    void aNameThatLeadsElsewhereIsRefused() {
        for (String name : new String[] {"../shadow", "a/b", "", "."}) {
            assertThrows(
                    ConfigException.class,
                    () -> Credentials.path("credential:" + name, UNIT, "x.yaml:1:2"),
                    name);
        }
    }

    private static ConfigKey key(String path) {
        return ConfigKey.of(path, "", "A key.");
    }
}
