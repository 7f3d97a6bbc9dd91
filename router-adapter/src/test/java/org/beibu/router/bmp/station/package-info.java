/** Tests of the BMP station on loopback, and with real routers where they are installed. */
@NullMarked
package org.beibu.router.bmp.station;

import org.jspecify.annotations.NullMarked;
