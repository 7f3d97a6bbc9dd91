# An independent STAMP Session-Sender that judges the answers of a Session-Reflector.
#   peer_sender.py PORT [host=H] [key=HEX] [tlvkey=HEX] [ntp|ptp] [stateful] [blind] [far=ntp|ptp] CASE...
# Each case prints a line: what came back and what of it the RFCs do not allow. After each question
# goes a sound one, the fence: if its answer comes first, the question was not answered.
import os
import socket
import struct
import sys
import time

from peer_wire import *  # noqa: F403

words = [word for word in sys.argv[2:] if "=" not in word]
given = dict(word.split("=", 1) for word in sys.argv[2:] if "=" in word)
KEY = bytes.fromhex(given.get("key", ""))
TLV_KEY = bytes.fromhex(given.get("tlvkey", "")) or KEY
PTP, STATEFUL = "ptp" in words, "stateful" in words
BLIND = "blind" in words  # the reflector's socket tells neither TTL nor traffic class
CASES = [word for word in words if word not in ("ntp", "ptp", "stateful", "blind")]
FIELDS, BASE = layout(KEY, False)
REPLY = layout(KEY, True)[0]
SSID, HOPS, TOS = 0x1234, 77, 10 << 2 | 1

place = socket.getaddrinfo(given.get("host", "127.0.0.1"), int(sys.argv[1]), type=socket.SOCK_DGRAM)[0]
udp = socket.socket(place[0], socket.SOCK_DGRAM)
if place[0] == socket.AF_INET6:
    udp.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_UNICAST_HOPS, HOPS)
    udp.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_TCLASS, TOS)
    udp.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_RECVTCLASS, 1)
else:
    udp.setsockopt(socket.IPPROTO_IP, socket.IP_TTL, HOPS)
    udp.setsockopt(socket.IPPROTO_IP, socket.IP_TOS, TOS)
    udp.setsockopt(socket.IPPROTO_IP, socket.IP_RECVTOS, 1)
udp.connect(place[4])
udp.settimeout(20)
state = {"seq": 0, "answers": 0, "rx": None, "tx": None}
counts = {}  # answers had, of each SSID


def base(**other):
    values = {
        "seq": state["seq"],
        "time": (ptp if PTP else ntp)(time.time_ns()),
        "error": error_estimate(2_000_000, 0, PTP),
        "ssid": SSID,
    }
    values.update(other)
    return build(FIELDS, BASE, values, KEY)


def signed(before, after=b""):
    """TLVs with the HMAC TLV that authenticated mode asks for."""
    return before + (hmac_tlv(TLV_KEY, state["seq"], before) if TLV_KEY else b"") + after


def flip(octets, at):
    return octets[:at] + bytes([octets[at] ^ 1]) + octets[at + 1 :]


ALL = [
    (LOCATION, bytes(4) + tlv(1, bytes(8)) + tlv(4, bytes(16)) + tlv(7, bytes(16))),
    (TIMESTAMP, bytes(4)),
    (COS, struct.pack(">HH", 46 << 10, 0)),
    (DIRECT, struct.pack(">III", 1000, 0, 0)),
    (ACCESS, bytes([1 << 4, 1, 0, 0])),
    (FOLLOW_UP, bytes(16)),
    (PADDING, os.urandom(24)),
]
ONE = {kind: tlv(kind, value) for kind, value in ALL}
EVERY = b"".join(tlv(kind, value) for kind, value in ALL)
COS6 = tlv(COS, bytes(6))

# What is asked. TLV cases give what follows the base packet.
PLAIN = {
    "base": lambda: b"",
    "padding-8": lambda: tlv(PADDING, os.urandom(8)),
    "padding-0": lambda: tlv(PADDING),
    "padding-1400": lambda: tlv(PADDING, os.urandom(1400 - BASE)),
    "two-paddings": lambda: signed(tlv(PADDING, bytes(3)) + tlv(PADDING, bytes(5))),
    "location": lambda: signed(ONE[LOCATION]),
    "location-4": lambda: signed(tlv(LOCATION, bytes(4))),
    "location-unknown-sub": lambda: signed(tlv(LOCATION, bytes(4) + tlv(99, b"abcd"))),
    "timestamp": lambda: signed(ONE[TIMESTAMP]),
    "cos": lambda: signed(ONE[COS]),
    "direct": lambda: signed(ONE[DIRECT]),
    "access": lambda: signed(ONE[ACCESS]),
    "access-bad-id": lambda: signed(tlv(ACCESS, bytes([9 << 4, 1, 0, 0]))),
    "follow-up": lambda: signed(ONE[FOLLOW_UP]),
    "all": lambda: signed(EVERY),
    "all-then-padding": lambda: signed(EVERY, tlv(PADDING, os.urandom(4))),
    "all-then-2-paddings": lambda: signed(EVERY, tlv(PADDING, b"ab") + tlv(PADDING)),
    "unknown": lambda: signed(tlv(200, b"some")),
    "unknown-empty": lambda: signed(tlv(0, b"")),
    "unknown-between": lambda: signed(ONE[COS] + tlv(201, b"x" * 7) + ONE[TIMESTAMP]),
    "u-not-set": lambda: signed(tlv(COS, struct.pack(">HH", 46 << 10, 0), 0)),
    "cos-of-6": lambda: signed(ONE[TIMESTAMP] + COS6 + ONE[DIRECT]),
    "direct-of-8": lambda: signed(tlv(DIRECT, bytes(8))),
    "past-the-end": lambda: ONE[TIMESTAMP] + tlv(COS, bytes(4), length=40),
    "stray-octets": lambda: ONE[TIMESTAMP] + b"\x80\x04",
    "hmac-bad": lambda: flip(signed(ONE[COS] + ONE[TIMESTAMP]), -1),
    "hmac-first": lambda: hmac_tlv(TLV_KEY, state["seq"], b"") + ONE[COS],
    "hmac-twice": lambda: signed(signed(ONE[COS])),
    "hmac-of-12": lambda: ONE[COS] + tlv(HMAC, hmac_tlv(TLV_KEY, state["seq"], ONE[COS])[4:16]),
    "hmac-changed-tlv": lambda: flip(signed(ONE[COS]), 6),
    "hmac-other-number": lambda: ONE[COS] + hmac_tlv(TLV_KEY, state["seq"] + 1, ONE[COS]),
    "hmac-missing": lambda: ONE[COS],
    "hmac-alone": lambda: signed(b""),
}
# Whole packets that are odd in themselves.
ODD = {
    "ssid-0": lambda: base(ssid=0),
    "multiplier-0": lambda: base(error=0x8E00),
    "length-0": lambda: b"",
    "length-13": lambda: base()[:13],
    "length-14": lambda: base()[:14],
    "length-22": lambda: base()[:22],
    "length-41": lambda: base()[:41],
    "length-43": lambda: base()[:43],
    "length-44": lambda: base()[:44],
    "length-111": lambda: base()[:111],
    "zeros-60": lambda: base() + bytes(60),
    "bad-hmac": lambda: flip(base(), 111),
    "changed-number": lambda: flip(base(), 3),
    "changed-mbz": lambda: flip(base(), 90),
    "again": lambda: base(),
    "oversize": lambda: base() + tlv(PADDING, bytes(60_000)),
}
SILENT_OPEN = {"multiplier-0", "length-0", "length-13"}
SILENT_SIGNED = SILENT_OPEN | {"bad-hmac", "changed-number", "changed-mbz", "length-111"}
SILENT_SIGNED |= {name for name in ODD if name.startswith("length-")}


def receive():
    octets, control, _, _ = udp.recvmsg(65_535, 256)
    tos = [data[0] for _, kind, data in control if kind in (socket.IP_TOS, socket.IPV6_TCLASS)]
    return octets, tos[0] if tos else None, time.time_ns()


def judge(name, question, octets, tos, arrived):
    """The faults of an answer."""
    faults = []

    def must(right, what):
        if not right:
            faults.append(what)

    wanted = max(len(question), BASE)
    must(len(octets) == wanted, f"{len(octets)} octets instead of {wanted}")
    if len(octets) < BASE:
        return faults
    got, asked = read(octets, REPLY), read(question.ljust(BASE, b"\0"), FIELDS)
    must(got["s_seq"] == asked["seq"], "sender's number")
    must(got["s_time"] == asked["time"], "sender's time")
    must(got["s_error"] == asked["error"], "sender's Error Estimate")
    must(got["ssid"] == (asked["ssid"] if len(question) >= 16 else 0), "SSID")
    must(got["ttl"] == (255 if BLIND else HOPS), f"TTL {got['ttl']}")
    number_wanted = counts.get(got["ssid"], 0) if STATEFUL else asked["seq"]
    must(got["seq"] == number_wanted, f"number {got['seq']} instead of {number_wanted}")
    must(not not_zero(octets, REPLY, BASE), "MBZ")
    must(got["error"] & 0xFF, "Multiplier 0")
    far_ptp = bool(got["error"] & 0x4000)
    must(far_ptp == (given.get("far", "ptp" if far_ptp else "ntp") == "ptp"), "timestamp format")
    t1 = nanos(cut(question, FIELDS["time"]), PTP, arrived)
    t2 = nanos(cut(octets, REPLY["rx"]), far_ptp, arrived)
    t3 = nanos(cut(octets, REPLY["time"]), far_ptp, arrived)
    # 37 s: a PTP clock may tell TAI; here both are one clock of UTC
    must(t1 - 10**6 <= t2 <= t3 + 10**6 <= arrived + 2 * 10**6, f"times {t2 - t1} {t3 - t2} {arrived - t3}")
    if KEY:
        must(digest(KEY, octets[:96]) == octets[96:112], "HMAC")
    if len(question) > BASE:
        judge_tlvs(name, question[BASE:], octets[BASE:], asked, tos, octets, must)
    return faults


def judge_tlvs(name, asked, answered, request, tos, octets, must):
    safe = integrity(TLV_KEY, request["seq"], asked, bool(KEY))
    if safe is False:
        same = b"".join(bytes([whole[0] & 0x1F]) + whole[1:] for _, _, _, whole in tlvs(answered))
        want = b"".join(bytes([whole[0] & 0x1F]) + whole[1:] for _, _, _, whole in tlvs(asked))
        must(same == want, "TLVs changed in spite of their HMAC")
        must(all(whole[0] & I for _, _, _, whole in tlvs(answered) if len(whole) > 3), "I not set in every TLV")
        return
    if not any(asked):
        # Zeros are no TLVs of RFC 8972, which would carry U: both readings answer at equal length.
        must(all(whole[0] in (0, U) and not any(whole[1:]) for _, _, _, whole in tlvs(answered)), "padding of zeros")
        return
    stopped, seen = False, b""
    pairs = list(zip(tlvs(asked), tlvs(answered)))
    must(len(pairs) == len(list(tlvs(asked))), "another number of TLVs")
    for (_, kind, value, whole), (flags, kind_back, back, whole_back) in pairs:
        if stopped:
            must(whole == whole_back or kind == HMAC, f"TLV {kind} changed after a malformed one")
        elif len(whole) < 4:
            must(whole == whole_back, "stray octets changed")
        elif kind is None or wrong_length(kind, value):
            must(flags == M, f"flags {flags:02x} of a malformed TLV")
            must(whole[1:] == whole_back[1:], "a malformed TLV changed")
            stopped = True
        elif kind not in range(1, 9):
            must(flags == U and whole[1:] == whole_back[1:], f"unknown TLV {kind}: {flags:02x}")
        elif flags == U and (kind == DIRECT and not STATEFUL or kind == COS and BLIND):
            must(whole[1:] == whole_back[1:], f"TLV {kind} that is not understood changed")
        elif kind == HMAC:
            right = digest(TLV_KEY, octets[:4] + seen) == back
            must(flags == 0 and right, f"HMAC TLV, flags {flags:02x}, right {right}")
        else:
            must(kind_back == kind and len(back) == len(value), f"TLV {kind} became {kind_back}")
            if name != "access-bad-id":
                must(flags == 0, f"flags {flags:02x} of TLV {kind}")
            fault = VALUE[kind](value, back, tos)
            must(not fault, f"TLV {kind}: {fault}")
        seen += whole_back


def location(value, back, _):
    ports = struct.pack(">HH", place[4][1], udp.getsockname()[1])
    if back[:4] != ports:
        return "ports"
    answers = {1: (2, 3), 4: (5, 6), 7: (8, 9)}
    addresses = {4: place[4][0], 7: udp.getsockname()[0]}
    for (_, kind, asked, _), (flags, got, told, _) in zip(tlvs(value[4:]), tlvs(back[4:])):
        if kind not in answers:
            if (flags, got, told) != (U, kind, asked):
                return f"unknown sub-TLV {kind} answered {flags:02x} {got} {told.hex()}"
        elif flags or got not in answers[kind] or len(told) != len(asked):
            return f"sub-TLV {kind} answered {flags:02x} {got} {told.hex()}"
        elif kind in addresses:
            want = socket.inet_pton(place[0], addresses[kind].split("%")[0]).ljust(16, b"\0")
            if told != want:
                return f"sub-TLV {kind} tells {told.hex()}"
    return None


def timestamp(_, back, __):
    return None if all(1 <= x <= 5 for x in back[::2]) and all(1 <= x <= 3 for x in back[1::2]) else back.hex()


def cos(_, back, tos):
    word = struct.unpack(">HH", back)
    if word[0] >> 10 != 46 or word[0] >> 4 & 63 != 10 or word[0] >> 2 & 3 != 1 or word[1]:
        return back.hex()
    wanted = 10 if word[0] & 3 else 46
    return None if tos >> 2 == wanted and word[0] & 3 in (0, 1) else f"DSCP {tos >> 2}, RP {word[0] & 3}"


def direct(value, back, _):
    sent, rx, tx = struct.unpack(">III", back)
    before, state["rx"], state["tx"] = (state["rx"], state["tx"]), rx, tx
    if sent != 1000 or not rx or tx > rx:
        return back.hex()
    return None if before[0] is None or (rx > before[0] and tx > before[1]) else f"{before} then {rx} {tx}"


def follow_up(_, back, __):
    first, state["followed"] = "followed" not in state, True
    if not STATEFUL or first:  # it may know none yet
        return None if back == bytes(16) else back.hex()
    count, when, mode = struct.unpack(">IQB", back[:13])
    near = (when >> 32) - (state["last_t3"] >> 32)
    return None if count == state["answers"] - 1 and near in (0, 1) and mode in (1, 2, 3) else back.hex()


def same(value, back, _):
    return None if value == back else back.hex()


VALUE = {PADDING: same, LOCATION: location, TIMESTAMP: timestamp, COS: cos, DIRECT: direct}
VALUE.update({ACCESS: same, FOLLOW_UP: follow_up})


def exchange(name, question):
    """Sends the question and its fence; returns the line that tells of the answer."""
    for _ in range(2 if name == "again" else 1):
        udp.send(question)
    asked = state["seq"]
    state["seq"] += 1
    fence = base()
    udp.send(fence)
    lines = []
    while True:
        octets, tos, arrived = receive()
        is_fence = len(octets) >= BASE and read(octets, REPLY)["s_seq"] == asked + 1
        faults = judge(name, fence if is_fence else question, octets, tos, arrived)
        ssid = number(octets, REPLY["ssid"])
        counts[ssid] = counts.get(ssid, 0) + 1
        state["answers"] = counts.get(SSID, 0)
        state["last_t3"] = number(octets, REPLY["time"])
        if is_fence:
            state["seq"] += 1
            return ", ".join(lines or ["no answer"]) + "".join(", fence: " + fault for fault in faults)
        lines.append(", ".join([f"{len(octets)} octets"] + faults))


SIGNED_ONLY = ("bad-hmac", "changed-number", "changed-mbz")
for case in CASES or [name for name in [*PLAIN, *ODD] if KEY or name not in SIGNED_ONLY]:
    if case in PLAIN:
        told = exchange(case, base() + PLAIN[case]())
    else:
        told = exchange(case, ODD[case]())
    silent = case in (SILENT_SIGNED if KEY else SILENT_OPEN)
    print(f"{case}: {told}" + (", silence is due" if silent and not told.startswith("no answer") else ""), flush=True)
