# An independent encoder and decoder of STAMP base packets: scapy (Debian: python3-scapy).
#   sender PORT COUNT   sends to 127.0.0.1 and prints a line for each reply
#   reflector           prints its port, then answers until its input ends
import logging
import select
import socket
import sys
import time

logging.getLogger("scapy").setLevel(logging.ERROR)
from scapy.all import raw
from scapy.contrib.stamp import (
    STAMPSessionReflectorTestUnauthenticated as Reply,
    STAMPSessionSenderTestUnauthenticated as Request,
)

udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
udp.bind(("127.0.0.1", 0))
udp.settimeout(10)
if sys.argv[1] == "sender":
    for number in range(int(sys.argv[3])):
        request = raw(Request(seq=number, ts=time.time(), ssid=513))
        udp.sendto(request, ("127.0.0.1", int(sys.argv[2])))
        octets, _ = udp.recvfrom(2048)
        reply = Reply(octets)
        same = raw(reply) == octets and octets[28:36] == request[4:12]
        print(len(octets), reply.seq, reply.seq_sender, reply.ssid, reply.ttl_sender, same, flush=True)
else:
    print(udp.getsockname()[1], flush=True)
    while not select.select([sys.stdin], [], [], 0)[0]:
        if not select.select([udp], [], [], 0.1)[0]:
            continue
        octets, sender = udp.recvfrom(2048)
        arrived = time.time()
        request = Request(octets)
        reply = Reply(
            seq=request.seq,
            ssid=request.ssid,
            ts_rx=arrived,
            seq_sender=request.seq,
            ts_sender=request.ts,
            err_estimate_sender=request.err_estimate,
            ttl_sender=255,
            ts=time.time(),
        )
        answer = bytearray(raw(reply))
        answer[28:36] = octets[4:12]  # scapy's times are floats: the copy must be exact
        udp.sendto(answer, sender)
