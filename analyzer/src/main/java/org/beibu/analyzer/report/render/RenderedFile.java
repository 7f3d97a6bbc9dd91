package org.beibu.analyzer.report.render;

/**
 * One file of a report.
 *
 * @param name without a folder, such as {@code capacity.pdf}
 * @param bytes not to be changed by whoever is handed them
 */
@SuppressWarnings("ArrayRecordComponent") // a file is its bytes; nothing compares two of them
public record RenderedFile(String name, String mediaType, byte[] bytes) {}
