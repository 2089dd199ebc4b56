"""Verifies the text of a certificate's QR code with the public keys of an installation, by
what statement/README.md and statement/src/signed.rs say and nothing of their code:
`statement.py KEYS.json TEXT` prints the holder's name, or ends with 1."""

import base64
import json
import sys

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.hashes import SHA256, Hash

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ$*+-./:"


def decoded(text):
    out = bytearray()
    for at in range(0, len(text), 3):
        group = text[at : at + 3]
        value = sum(ALPHABET.index(one) * 43**place for place, one in enumerate(group))
        out += value.to_bytes(len(group) - 1, "big")
    return bytes(out)


def key_id(raw):
    digest = Hash(SHA256())
    digest.update(raw)
    return digest.finalize()[:4]


def skip_number(body, at):
    while body[at] & 0x80:
        at += 1
    return at + 1


keys, text = sys.argv[1:]
address, fragment = text.split("#")
serial = address.rsplit("/", 1)[1].encode()
body, signature = decoded(fragment)[:-64], decoded(fragment)[-64:]
raw = [base64.urlsafe_b64decode(key["x"] + "=" * (-len(key["x"]) % 4)) for key in json.load(open(keys))["keys"]]
named = [one for one in raw if key_id(one) == body[2:6]]
try:
    Ed25519PublicKey.from_public_bytes(named[0]).verify(signature, b"relais-statement" + bytes([len(serial)]) + serial + body)
except (IndexError, InvalidSignature):
    sys.exit(1)
at = 8
for _ in range(3 + bool(body[1] & 8)):
    at = skip_number(body, at)
print(body[at + 1 : at + 1 + body[at]].decode())
