/**
 * What happened in the lab, told by anybody but Beibu: pings of iputils (an exit is known by the
 * TTL of answers that came back by it), the edge's kernel routes, and the BGP messages that the
 * edge's own log tells of.
 *
 * <p>Readers of those logs are functions of lines; {@link org.beibu.lab.measure.Figures} answers
 * what verdicts ask; {@link org.beibu.lab.measure.TimelinePicture} draws it. Nothing here knows
 * what should have happened. Values; any thread.
 */
@NullMarked
package org.beibu.lab.measure;

import org.jspecify.annotations.NullMarked;
