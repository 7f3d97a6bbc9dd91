/** Tests of BMP: made-up messages, captures of real routers, and what they leave in the tables. */
@NullMarked
package org.beibu.router.bmp;

import org.jspecify.annotations.NullMarked;
