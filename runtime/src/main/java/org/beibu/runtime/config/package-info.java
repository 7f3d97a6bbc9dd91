/**
 * The one YAML file that configures all daemons, with units, and with line and column in each
 * complaint. A component has a record with its values, its list of {@link
 * org.beibu.runtime.config.ConfigKey}s, and one method that makes the record of a section:
 *
 * <pre>
 * static final ConfigKey PORT = ConfigKey.of("analyzer.web.port", "8047", "TCP port of the page.");
 * public static final List&lt;ConfigKey&gt; KEYS = List.of(ADDRESS, PORT);
 *
 * public static AnalyzerConfig from(ConfigFile file) throws ConfigException {
 *     ConfigSection section = file.section("analyzer", KEYS);   // unknown keys are errors
 *     return new AnalyzerConfig(section.text(ADDRESS), section.integer(PORT, 0, 65_535));
 * }
 * </pre>
 *
 * <p>Defaults live in the keys, as text, so that example file, {@code config show} and daemon
 * cannot disagree. Secrets are never values: a key names the file that holds one.
 *
 * <p>It watches no file and starts no thread; all of it runs before anything starts.
 */
@NullMarked
package org.beibu.runtime.config;

import org.jspecify.annotations.NullMarked;
