package org.beibu.analyzer.web;

import org.beibu.analyzer.store.TrafficStore;
import org.beibu.analyzer.traffic.ServiceClassNames;

/**
 * Where traffic is read from.
 *
 * @param store the windows
 * @param names of the service classes
 */
public record TrafficSources(TrafficStore store, ServiceClassNames names) {}
