package org.beibu.router.bgp.transport;

import io.netty.channel.Channel;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import java.io.IOException;
import java.util.List;

/** The kernel's part, with epoll or without. A socket belongs to the loop that it is given to. */
interface Sockets {
    /** {@code epoll} or {@code nio}. */
    String method();

    /** What the loops wait with. */
    IoHandlerFactory handlers();

    /** A socket that will connect to this router, protected as configured. */
    SocketChannel client(PeerConfig peer) throws IOException;

    /** A socket that will listen for connections of these routers, all of one family. */
    ServerSocketChannel server(List<PeerConfig> peers, boolean ipv4) throws IOException;

    /** Prepares a connection that this router has opened. */
    void accepted(Channel channel, PeerConfig peer) throws IOException;

    /** Ends a connection from any thread, whatever its own thread does; the router sees its end. */
    void cut(Channel channel) throws IOException;
}
