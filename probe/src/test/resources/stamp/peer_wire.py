# STAMP test packets (RFC 8762, 8972, 8186) and TWAMP Light, by the standard library only. Written
# from the RFCs and from nothing else, so that it may disagree with the Java codec.
import hashlib
import hmac
import struct

NTP_1970 = 2_208_988_800
U, M, I = 0x80, 0x40, 0x20  # noqa: E741
PADDING, LOCATION, TIMESTAMP, COS, DIRECT, ACCESS, FOLLOW_UP, HMAC = range(1, 9)
LENGTH = {COS: 4, DIRECT: 12, ACCESS: 4, FOLLOW_UP: 16, HMAC: 16}
AT_LEAST = {LOCATION: 4, TIMESTAMP: 4}

# name: (first octet, octets), RFC 8762 figures 2, 4, 5 and 6 with the SSID of RFC 8972 figures 1 to 4
OPEN_SENDER = {"seq": (0, 4), "time": (4, 8), "error": (12, 2), "ssid": (14, 2)}
OPEN_REFLECTOR = dict(
    OPEN_SENDER, rx=(16, 8), s_seq=(24, 4), s_time=(28, 8), s_error=(36, 2), ttl=(40, 1)
)
SIGNED_SENDER = {"seq": (0, 4), "time": (16, 8), "error": (24, 2), "ssid": (26, 2), "hmac": (96, 16)}
SIGNED_REFLECTOR = dict(
    SIGNED_SENDER, rx=(32, 8), s_seq=(48, 4), s_time=(64, 8), s_error=(72, 2), ttl=(80, 1)
)


def layout(key, reflector):
    if key:
        return (SIGNED_REFLECTOR if reflector else SIGNED_SENDER), 112
    return (OPEN_REFLECTOR if reflector else OPEN_SENDER), 44


def digest(key, octets):
    return hmac.new(key, octets, hashlib.sha256).digest()[:16]


def ntp(nanos):
    seconds, rest = divmod(nanos, 10**9)
    return struct.pack(">II", (seconds + NTP_1970) % 2**32, (rest << 32) // 10**9)


def ptp(nanos):
    return struct.pack(">II", *divmod(nanos, 10**9))


def nanos(octets, is_ptp, near):
    """Nanoseconds since 1970; `near` tells the NTP era of 2036 from that of 1900."""
    high, low = struct.unpack(">II", octets)
    if is_ptp:
        return high * 10**9 + low
    seconds = high - NTP_1970
    while near // 10**9 - seconds > 2**31:
        seconds += 2**32
    return seconds * 10**9 + (low * 10**9 + 2**31 >> 32)


def error_estimate(bound_nanos, synchronised, is_ptp):
    units, scale = bound_nanos * 2**32 // 10**9 + 1, 0
    while units > 255:
        units, scale = (units + 1) // 2, scale + 1
    return synchronised << 15 | is_ptp << 14 | scale << 8 | units


def number(octets, field):
    return int.from_bytes(octets[field[0] : field[0] + field[1]], "big")


def read(octets, fields):
    return {name: number(octets, place) for name, place in fields.items()}


def cut(octets, field):
    return octets[field[0] : field[0] + field[1]]


def build(fields, size, values, key):
    octets = bytearray(size)
    for name, value in values.items():
        at, count = fields[name]
        octets[at : at + count] = value if isinstance(value, bytes) else value.to_bytes(count, "big")
    if key:
        octets[96:112] = digest(key, bytes(octets[:96]))
    return bytes(octets)


def not_zero(octets, fields, size):
    """The must-be-zero octets of a base packet that are not."""
    used = {i for at, count in fields.values() for i in range(at, at + count)}
    return [i for i in range(size) if i not in used and octets[i]]


def tlv(kind, value=b"", flags=U, length=None):
    return struct.pack(">BBH", flags, kind, len(value) if length is None else length) + value


def hmac_tlv(key, sequence, before, flags=U):
    return tlv(HMAC, digest(key, struct.pack(">I", sequence) + before), flags)


def tlvs(octets):
    """(flags, type, value, whole) one by one; a last one with type None when it runs past the end."""
    at = 0
    while at < len(octets):
        if len(octets) - at < 4:
            yield octets[at], None, b"", octets[at:]
            return
        flags, kind, length = struct.unpack_from(">BBH", octets, at)
        if at + 4 + length > len(octets):
            yield flags, None, octets[at + 4 :], octets[at:]
            return
        yield flags, kind, octets[at + 4 : at + 4 + length], octets[at : at + 4 + length]
        at += 4 + length


def wrong_length(kind, value):
    return len(value) != LENGTH.get(kind, len(value)) or len(value) < AT_LEAST.get(kind, 0)


def integrity(key, sequence, octets, signed):
    """Whether the TLVs may be believed: True, False, or None where no HMAC TLV is asked for."""
    found = list(tlvs(octets))
    kinds = [kind for _, kind, _, _ in found]
    if HMAC not in kinds:
        return False if signed and found and kinds != [PADDING] else None
    place = kinds.index(HMAC)
    before = b"".join(whole for _, _, _, whole in found[:place])
    right = digest(key or b"", struct.pack(">I", sequence) + before) == found[place][2]
    return right and all(kind == PADDING for kind in kinds[place + 1 :])
