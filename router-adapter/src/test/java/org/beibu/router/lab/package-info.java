/**
 * Network namespaces with real routers, for the tests of sessions and of the whole adapter.
 *
 * <p>Everything is named after the process and ends with the test.
 *
 * <p>Owned by the thread of the test.
 */
@NullMarked
package org.beibu.router.lab;

import org.jspecify.annotations.NullMarked;
