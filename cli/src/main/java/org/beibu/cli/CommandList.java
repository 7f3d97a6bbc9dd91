package org.beibu.cli;

import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.TextTable;
import picocli.CommandLine.IHelpSectionRenderer;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The commands in a help, each with the first sentence of its own. */
final class CommandList implements IHelpSectionRenderer {
    private static final String SENTENCE_END = ". ";
    private static final int INDENT = 2;

    @Override
    public String render(Help help) {
        int names = 2 * INDENT + longestName(help);
        int width = help.commandSpec().usageMessage().width();
        TextTable table =
                TextTable.forColumns(
                        help.colorScheme(),
                        new Column(names, INDENT, Column.Overflow.SPAN),
                        new Column(width - names, 0, Column.Overflow.WRAP));
        help.subcommands().forEach((name, command) -> table.addRowValues(name, first(command)));
        return table.toString();
    }

    private static int longestName(Help help) {
        return help.subcommands().keySet().stream().mapToInt(String::length).max().orElse(0);
    }

    private static String first(Help command) {
        UsageMessageSpec usage = command.commandSpec().usageMessage();
        String[] all = usage.header().length == 0 ? usage.description() : usage.header();
        String text = all.length == 0 ? "" : String.format(all[0]);
        int end = text.indexOf(SENTENCE_END);
        return end < 0 ? text : text.substring(0, end + 1);
    }
}
