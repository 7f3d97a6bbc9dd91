/**
 * The Grafana dashboards as files, made from one model of panels for InfluxQL, Flux and PromQL.
 *
 * <p>A {@link org.beibu.analyzer.grafana.Question} knows how to ask for one figure in each
 * language; a panel shows one question. So the same panel shows the same figure whatever it is read
 * from. Nothing of it runs in a daemon: {@code ./beibu refs} writes the files of the folder
 * dashboards/grafana, and tests compare and execute them.
 *
 * <p>Thread rule: everything is immutable.
 */
@NullMarked
package org.beibu.analyzer.grafana;

import org.jspecify.annotations.NullMarked;
