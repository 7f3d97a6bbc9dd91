# An independent STAMP Session-Reflector that judges the questions of a Session-Sender.
#   peer_reflector.py [host=H] [key=HEX] [tlvkey=HEX] [ptp] [stateful] [light] [any-ttl] [break=NAME]
# Prints its port, answers until its input ends, then prints each fault of a question once and the
# count of questions. `light` is a TWAMP Light responder (RFC 5357 appendix I): no SSID, 41 octets.
# `break` makes it lie in each answer but the first:
#   hmac ssid no-ssid multiplier short long twice old unknown malformed integrity stranger number time
# or `break=lossy`: question 2 is not seen and the answer to question 3 gets lost.
import select
import socket
import struct
import sys
import time

from peer_wire import *  # noqa: F403

given = dict(word.split("=", 1) for word in sys.argv[1:] if "=" in word)
KEY = bytes.fromhex(given.get("key", ""))
TLV_KEY = bytes.fromhex(given.get("tlvkey", "")) or KEY
PTP, STATEFUL, LIGHT = (word in sys.argv for word in ("ptp", "stateful", "light"))
IP_RECVTTL = 12  # Linux; the socket module lacks it
BREAK = given.get("break", "")
ASKED, BASE = layout(KEY, False)
ANSWER = layout(KEY, True)[0]

host = socket.getaddrinfo(given.get("host", "127.0.0.1"), 0, type=socket.SOCK_DGRAM)[0]
SIX = host[0] == socket.AF_INET6


def opened():
    udp = socket.socket(host[0], socket.SOCK_DGRAM)
    level = socket.IPPROTO_IPV6 if SIX else socket.IPPROTO_IP
    for option in ((socket.IPV6_RECVHOPLIMIT, socket.IPV6_RECVTCLASS) if SIX else (IP_RECVTTL, socket.IP_RECVTOS)):
        udp.setsockopt(level, option, 1)
    udp.bind(host[4])
    return udp


udp, stranger = opened(), opened()
faults, sessions = {}, {}


def must(right, what):
    if not right:
        faults.setdefault(what, 0)
        faults[what] += 1


def judge(octets, got):
    """What a Session-Sender must not send."""
    must(not not_zero(octets, ASKED, BASE), "MBZ")
    must(got["error"] & 0xFF, "Multiplier 0")
    t1 = nanos(cut(octets, ASKED["time"]), bool(got["error"] & 0x4000), time.time_ns())
    must(abs(time.time_ns() - t1) < 10**9, "time of sending")
    for flags, kind, value, _ in tlvs(octets[BASE:]):
        must(flags == U, f"flags {flags:02x} of TLV {kind}")
        must(kind in range(1, 9) and not wrong_length(kind, value), f"TLV {kind} of {len(value)}")
        if kind in (LOCATION, TIMESTAMP, FOLLOW_UP):
            must(not any(value[:4]), f"TLV {kind} is filled in")
        if kind == COS:
            must(not (value[0] & 3 or any(value[1:])), "Class of Service is filled in")
        if kind == DIRECT:
            must(any(value[:4]) and not any(value[4:]), "Direct Measurement")
    must(integrity(TLV_KEY, got["seq"], octets[BASE:], bool(KEY)) is not False, "HMAC TLV")


def fill(kind, value, sender, hops, tos, session):
    if kind == LOCATION:
        ports = struct.pack(">HH", udp.getsockname()[1], sender[1])
        own = {4: (6 if SIX else 5, udp.getsockname()[0]), 7: (9 if SIX else 8, sender[0])}
        subs = b""
        for _, sub, rest, whole in tlvs(value[4:]):
            if sub in own:
                told = socket.inet_pton(host[0], own[sub][1].split("%")[0]).ljust(16, b"\0")
                subs += tlv(own[sub][0], told, 0)
            else:
                subs += tlv(3, bytes(8), 0) if sub == 1 else bytes([U]) + whole[1:]
        return ports + subs
    if kind == TIMESTAMP:
        return bytes([5, 2, 5, 2])
    if kind == COS:
        session["tos"] = value[0] & 0xFC
        return bytes([value[0] & 0xFC | tos >> 6, tos << 2 & 0xF0 | (tos & 3) << 2, 0, 0])
    if kind == DIRECT:
        return value[:4] + struct.pack(">II", session["rx"], session["tx"] + 1)
    if kind == FOLLOW_UP:
        if not STATEFUL or not session["tx"]:
            return bytes(16)
        return struct.pack(">I8sB3x", session["tx"] - 1, session["last"], 2)
    return value


def answered(octets, got, session, sender, hops, tos):
    """The TLVs of the answer; its number goes into the digest of the HMAC TLV."""
    asked = octets[BASE:]
    if integrity(TLV_KEY, got["seq"], asked, bool(KEY)) is False or (BREAK == "integrity" and session["tx"]):
        return b"".join(bytes([I]) + whole[1:] for _, _, _, whole in tlvs(asked))
    out = b""
    for at, (_, kind, value, whole) in enumerate(tlvs(asked)):
        if kind == HMAC:
            number = session["tx"] if STATEFUL else got["seq"]
            out += hmac_tlv(TLV_KEY, number, out, 0)
        elif kind is not None and kind not in range(1, 9) or (BREAK == "unknown" and session["tx"] and not at):
            out += bytes([U]) + whole[1:]
        elif kind is None or wrong_length(kind, value) or (BREAK == "malformed" and session["tx"] and not at):
            out += bytes([M]) + whole[1:]
            return out + asked[len(out) :]
        else:
            out += tlv(kind, fill(kind, value, sender, hops, tos, session), 0)
    return out


def flip(octets, at):
    return octets[:at] + bytes([octets[at] ^ 1]) + octets[at + 1 :]


def send(answer, sender, session):
    lies = BREAK if session["tx"] else ""
    if lies == "hmac":
        answer = flip(answer, 111 if KEY else len(answer) - 1)
    if lies == "short":
        answer = answer[: BASE - 1 if KEY else 40]
    if lies == "long":
        answer += tlv(PADDING, bytes(20), 0)
    udp.setsockopt(*((socket.IPPROTO_IPV6, socket.IPV6_TCLASS) if SIX else (socket.IPPROTO_IP, socket.IP_TOS)), session["tos"])
    if lies != "lossy" or session["tx"] != 2:
        (stranger if lies == "stranger" else udp).sendto(answer, sender)
    if lies == "twice":
        udp.sendto(answer, sender)
    if lies == "old":
        udp.sendto(session["first"], sender)
    session.setdefault("first", answer)


def reflect(octets, sender, hops, tos, arrived):
    if KEY and (len(octets) < BASE or digest(KEY, octets[:96]) != octets[96:112]):
        must(False, "HMAC")
        return
    padded = octets.ljust(BASE, b"\0")
    got = read(padded, ASKED)
    if len(octets) < 14 or not got["error"] & 0xFF:
        must(False, "length" if len(octets) < 14 else "Multiplier 0")
        return
    if BREAK == "lossy" and got["seq"] == 2:
        return
    session = sessions.setdefault((sender, got["ssid"]), {"rx": 0, "tx": 0, "next": got["seq"]})
    must(got["seq"] == session["next"] or BREAK == "lossy", f"number {got['seq']} instead of {session['next']}")
    session["next"], session["rx"] = got["seq"] + 1, session["rx"] + 1
    after, session["tos"] = b"", tos & 0xFC
    if LIGHT:
        padded = padded[:14].ljust(BASE, b"\0")
    else:
        judge(padded, got)
        must(hops == 255 or "any-ttl" in sys.argv, f"TTL {hops}")
        after = answered(octets, got, session, sender, hops, tos)
    stamp = ptp if PTP else ntp
    lies = BREAK if session["tx"] else ""
    departed = time.time_ns()
    values = {
        "seq": session["tx"] if STATEFUL else got["seq"],
        "time": stamp(departed - (10**10 if lies == "time" else 0)),
        "error": error_estimate(3_000_000, 0, PTP) if lies != "multiplier" else 0x8E00,
        "ssid": 0 if LIGHT or lies == "no-ssid" else got["ssid"] ^ (lies == "ssid"),
        "rx": stamp(arrived),
        "s_seq": (got["seq"] + 1_000_000 * (lies == "number")) % 2**32,
        "s_time": cut(padded, ASKED["time"]),
        "s_error": cut(padded, ASKED["error"]),
        "ttl": hops,
    }
    answer = build(ANSWER, BASE, values, KEY) + after
    if LIGHT:
        answer = answer[:41].ljust(max(41, len(octets)), b"\0")
    send(answer, sender, session)
    session["tx"], session["last"] = session["tx"] + 1, stamp(departed)


print(udp.getsockname()[1], flush=True)
while True:
    ready = select.select([udp, sys.stdin], [], [])[0]
    if udp in ready:
        octets, control, _, sender = udp.recvmsg(65_535, 256)
        seen = {kind: data[0] for _, kind, data in control}
        hops = seen.get(socket.IPV6_HOPLIMIT if SIX else socket.IP_TTL, 255)
        tos = seen.get(socket.IPV6_TCLASS if SIX else socket.IP_TOS, 0)
        reflect(octets, sender, hops, tos, time.time_ns())
    elif not sys.stdin.readline():
        break
for fault, count in faults.items():
    print(f"fault: {fault}, {count} times")
print(f"{sum(session['rx'] for session in sessions.values())} questions", flush=True)
