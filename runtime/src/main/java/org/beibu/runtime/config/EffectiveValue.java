package org.beibu.runtime.config;

/**
 * A value in force and where it comes from.
 *
 * @param path the key's whole path, list elements numbered: {@code shared.exits[0].name}
 * @param value the value as text, empty for nothing
 * @param origin {@code default}, {@code FILE:LINE}, or the command-line option that set it
 */
public record EffectiveValue(String path, String value, String origin) {}
