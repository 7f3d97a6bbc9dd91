package org.beibu.analyzer.web;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The page's modules joined into one script, so that the browser asks once instead of thirty times
 * and a word that stands in many modules is compressed once. Comments that have lines of their own
 * and indentation are left out. Each module keeps its own scope; the first one, which wires the
 * others, stands last at the top.
 *
 * <p>Understands what our modules use: {@code import { a, b } from './x.js'}, {@code import * as x
 * from './x.js'}, and {@code export} before a declaration. Modules must not need each other in a
 * circle.
 */
final class PageScript {
    private static final Pattern IMPORT =
            Pattern.compile("(?m)^import (\\* as (\\w+)|\\{([^}]*)\\}) from '\\./([^']+)\\.js';$");
    private static final Pattern EXPORT =
            Pattern.compile("(?m)^export ((?:async )?(?:function\\*?|class|const|let)) (\\w+)");

    private final Function<String, byte[]> files;
    private final Map<String, String> scopes = new LinkedHashMap<>();
    private final List<String> open = new ArrayList<>();

    private PageScript(Function<String, byte[]> files) {
        this.files = files;
    }

    /** The script that begins with this module; files gives the octets of a file by its name. */
    static byte[] of(String first, Function<String, byte[]> files) {
        PageScript script = new PageScript(files);
        String top = script.resolved(script.read(first));
        StringBuilder all = new StringBuilder("const M = {};\n");
        script.scopes.values().forEach(all::append);
        return all.append(top).toString().getBytes(StandardCharsets.UTF_8);
    }

    private String read(String module) {
        return bare(new String(files.apply(module + ".js"), StandardCharsets.UTF_8));
    }

    /** Without indentation, empty lines, and comments that fill their lines. */
    static String bare(String text) {
        StringBuilder kept = new StringBuilder();
        boolean comment = false;
        for (String line : text.split("\n")) {
            String bare = line.strip();
            boolean begins = bare.startsWith("/*");
            if (!comment && !begins && !bare.isEmpty() && !bare.startsWith("//")) {
                kept.append(bare).append('\n');
            }
            comment = (comment || begins) && !bare.endsWith("*/");
        }
        return kept.toString();
    }

    /** The text with its imports taken from the scopes, which are made before. */
    private String resolved(String text) {
        Matcher imports = IMPORT.matcher(text);
        while (imports.find()) {
            include(imports.group(4));
        }
        return imports.replaceAll(
                found ->
                        found.group(2) != null
                                ? "const " + found.group(2) + " = M." + name(found.group(4)) + ";"
                                : "const {"
                                        + found.group(3).replace(" as ", ": ")
                                        + "} = M."
                                        + name(found.group(4))
                                        + ";");
    }

    private void include(String module) {
        if (scopes.containsKey(module)) {
            return;
        }
        if (open.contains(module)) {
            throw new IllegalArgumentException("modules need each other: " + open);
        }
        open.add(module);
        String text = resolved(read(module));
        List<String> names = EXPORT.matcher(text).results().map(one -> one.group(2)).toList();
        scopes.put(
                module,
                "M."
                        + name(module)
                        + " = (() => {\n"
                        + EXPORT.matcher(text).replaceAll("$1 $2")
                        + "return { "
                        + String.join(", ", names)
                        + " };\n})();\n");
        open.remove(module);
    }

    private static String name(String module) {
        return module.replace('-', '_');
    }
}
