package org.beibu.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.beibu.analyzer.AnalyzerConfig;
import org.beibu.probe.ProbeConfig;
import org.beibu.runtime.config.ConfigException;
import org.beibu.runtime.config.ConfigFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code beibu privacy}: what is captured, kept and shown, by the configuration in force. */
@Command(
        name = "privacy",
        description =
                "Tells what is captured, what of it is kept, where and for how long,"
                        + " and who sees it. All of it follows from the configuration; nothing is"
                        + " started and nothing is read.",
        mixinStandardHelpOptions = true)
public final class PrivacyCommand implements Callable<Integer> {
    private static final int ITEM_WIDTH = 18;
    private static final int LINE_WIDTH = 100;

    @Mixin private ConfigOptions options = new ConfigOptions();

    @Option(names = "--json", description = "As JSON, schema beibu/privacy/v1.")
    private boolean json;

    @Override
    public Integer call() throws ConfigException, JsonProcessingException {
        ConfigFile file = options.file();
        ProbeConfig probe = ProbeConfig.from(file);
        AnalyzerConfig analyzer = AnalyzerConfig.from(file, probe.shared());
        List<PrivacyStatement> statements = PrivacyStatement.all(probe, analyzer);
        if (json) {
            Map<String, Object> all = new LinkedHashMap<>();
            all.put("schema", "beibu/privacy/v1");
            all.put("statements", statements);
            System.out.println(new ObjectMapper().writeValueAsString(all));
        } else {
            System.out.print(text(statements));
        }
        return ExitCode.OK;
    }

    private static String text(List<PrivacyStatement> statements) {
        StringBuilder text = new StringBuilder();
        String topic = "";
        for (PrivacyStatement statement : statements) {
            if (!statement.topic().equals(topic)) {
                topic = statement.topic();
                text.append(text.isEmpty() ? "" : "\n").append(topic).append('\n');
            }
            appendTo(text, statement);
        }
        return text.toString();
    }

    /** The item, and its words in as many lines as they need. */
    private static void appendTo(StringBuilder text, PrivacyStatement statement) {
        String indent = " ".repeat(ITEM_WIDTH + 2);
        StringBuilder line = new StringBuilder("  " + statement.item());
        line.append(" ".repeat(Math.max(1, indent.length() - line.length())));
        boolean first = true;
        for (String word : statement.value().split(" ")) {
            if (!first && line.length() + 1 + word.length() > LINE_WIDTH) {
                text.append(line).append('\n');
                line.setLength(0);
                line.append(indent);
                first = true;
            }
            line.append(first ? "" : " ").append(word);
            first = false;
        }
        text.append(line).append('\n');
    }
}
