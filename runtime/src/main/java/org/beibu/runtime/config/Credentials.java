package org.beibu.runtime.config;

import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Files with secrets that the service manager hands over ({@code LoadCredential=} of systemd): a
 * key whose name ends in {@code _file} may say {@code credential:NAME} instead of a path.
 */
final class Credentials {
    private static final String SCHEME = "credential:";
    private static final String VARIABLE = "CREDENTIALS_DIRECTORY";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]*");

    private Credentials() {}

    /** Whether this value of this key names a credential. */
    static boolean isNamed(ConfigKey key, String value) {
        return key.name().endsWith("_file") && value.startsWith(SCHEME);
    }

    /** The path of the credential's file. */
    static String path(String value, Map<String, String> environment, String where)
            throws ConfigException {
        String name = value.substring(SCHEME.length());
        if (!NAME.matcher(name).matches()) {
            throw new ConfigException(where + ": '" + name + "' is no name of a credential");
        }
        String directory = environment.getOrDefault(VARIABLE, "");
        if (directory.isEmpty()) {
            throw new ConfigException(
                    where
                            + ": credential '"
                            + name
                            + "': $"
                            + VARIABLE
                            + " is not set: add LoadCredential="
                            + name
                            + ":/path to the unit");
        }
        return Path.of(directory, name).toString();
    }
}
