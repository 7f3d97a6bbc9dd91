package org.beibu.router.bgp.message;

/** One BGP message (RFC 4271 section 4, RFC 2918). */
public sealed interface BgpMessage
        permits OpenMessage,
                UpdateMessage,
                NotificationMessage,
                KeepaliveMessage,
                RouteRefreshMessage {}
