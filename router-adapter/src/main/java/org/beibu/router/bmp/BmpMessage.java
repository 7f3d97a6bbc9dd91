package org.beibu.router.bmp;

/** One BMP message (RFC 7854 section 4). */
public sealed interface BmpMessage
        permits RouteMonitoringMessage,
                StatisticsReportMessage,
                PeerDownMessage,
                PeerUpMessage,
                InitiationMessage,
                TerminationMessage,
                RouteMirroringMessage,
                UnknownMessage {}
