/**
 * The one YAML file that configures all daemons, with units, and with line and column in each
 * complaint.
 *
 * <p>How a component gets its configuration: it has a record with its values, a list of {@link
 * org.beibu.runtime.config.ConfigKey}s (path, default, one sentence), and one method that turns a
 * section into the record:
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
 * <p>Defaults live in the keys, as the text that an operator would write, so that the example file,
 * {@code beibu config show} and the daemon cannot disagree. Secrets are never values here: a key
 * names the file that holds one.
 *
 * <p>It does not watch the file and starts no thread; all of it runs before anything starts.
 */
@NullMarked
package org.beibu.runtime.config;

import org.jspecify.annotations.NullMarked;
