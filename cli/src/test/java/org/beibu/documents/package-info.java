/**
 * Checks that what is written about Beibu is true of Beibu: the example configuration, the systemd
 * units, and every file, command, key and counter that a document names.
 *
 * <p>Texts that follow from the code are compared with what the code says; {@code ./beibu refs}
 * rewrites them, and you read the diff before committing it.
 */
@NullMarked
package org.beibu.documents;

import org.jspecify.annotations.NullMarked;
