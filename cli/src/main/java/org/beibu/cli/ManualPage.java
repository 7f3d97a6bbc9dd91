package org.beibu.cli;

import java.util.IllegalFormatException;
import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** A command as a manual page in roff, from what picocli knows of it. */
final class ManualPage {
    private ManualPage() {}

    /** The page of section 1; the text is the same each time for the same command. */
    static String of(String name, CommandSpec command) {
        StringBuilder page = new StringBuilder();
        String description = sentence(command.usageMessage().description());
        line(page, ".TH " + name.toUpperCase(Locale.ROOT) + " 1 \"\" \"Beibu\" \"Beibu\"");
        line(page, ".SH NAME");
        line(page, name.replace("-", "\\-") + " \\- " + text(first(description)));
        line(page, ".SH SYNOPSIS");
        line(page, ".B " + text(command.qualifiedName(" ")));
        line(page, command.subcommands().isEmpty() ? "[OPTIONS]" + arguments(command) : "COMMAND");
        line(page, ".SH DESCRIPTION");
        line(page, text(description));
        options(page, "OPTIONS", command);
        command.subcommands().values().stream()
                .distinct()
                .forEach(
                        below -> {
                            CommandSpec spec = below.getCommandSpec();
                            line(page, ".SS " + text(spec.qualifiedName(" ")));
                            line(page, text(sentence(spec.usageMessage().description())));
                            if (command.parent() != null) {
                                options(page, "", spec);
                            }
                        });
        codes(page, command);
        line(page, ".SH SEE ALSO");
        line(page, name.equals("beibu") ? "/usr/share/doc/beibu" : ".BR beibu (1)");
        return page.toString();
    }

    private static void options(StringBuilder page, String heading, CommandSpec command) {
        if (!heading.isEmpty()) {
            line(page, ".SH " + heading);
        }
        for (PositionalParamSpec one : command.positionalParameters()) {
            line(page, ".TP");
            line(page, ".I " + text(one.paramLabel()));
            line(page, text(sentence(one.description())));
        }
        for (OptionSpec option : command.options()) {
            line(page, ".TP");
            String value = option.arity().max() == 0 ? "" : " " + option.paramLabel();
            line(page, ".B " + text(String.join(", ", option.names()) + value));
            line(page, text(sentence(option.description())));
        }
    }

    private static void codes(StringBuilder page, CommandSpec command) {
        if (!command.usageMessage().exitCodeList().isEmpty()) {
            line(page, ".SH EXIT STATUS");
            command.usageMessage()
                    .exitCodeList()
                    .forEach(
                            (code, meaning) -> {
                                line(page, ".TP");
                                line(page, ".B " + code.strip());
                                line(page, text(meaning));
                            });
        }
    }

    private static String arguments(CommandSpec command) {
        StringBuilder all = new StringBuilder();
        command.positionalParameters().forEach(one -> all.append(' ').append(one.paramLabel()));
        return text(all.toString());
    }

    private static String sentence(String[] description) {
        String text = String.join(" ", description);
        try {
            return String.format(text).strip();
        } catch (
                IllegalFormatException
                        e) { // a per cent sign that is one; picocli shows it as it is
            return text.strip();
        }
    }

    private static String first(String description) {
        int end = description.indexOf(". ");
        String first = end < 0 ? description : description.substring(0, end);
        return first.replaceAll("\\.$", "");
    }

    /** Escaped, and never a line that begins with a control character. */
    private static String text(String plain) {
        String escaped = plain.replace("\\", "\\e").replace("-", "\\-").replaceAll("\\s+", " ");
        return escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" + escaped : escaped;
    }

    private static void line(StringBuilder page, String line) {
        page.append(line).append('\n');
    }
}
