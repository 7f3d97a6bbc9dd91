package org.beibu.analyzer.recommend.live;

/**
 * Which exit a route takes now, which one the routers would take by themselves, and what it
 * carries.
 *
 * @param current exit that carries the traffic
 * @param preferred the routers' own choice; the same as far as nobody tells
 * @param gbit traffic towards the destination, Gbit/s
 */
record RouteState(String current, String preferred, double gbit) {}
