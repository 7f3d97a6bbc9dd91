package org.beibu.router.render;

/**
 * Configuration of one override.
 *
 * @param dialect whose
 * @param apply what makes it
 * @param revert what takes exactly that back
 */
public record Snippet(Dialect dialect, String apply, String revert) {}
