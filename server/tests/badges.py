"""Judges a badge as a stranger would, with tools that are not ours.

Reads from standard input what came from Relais: {"now": time, "issuer": DID, "token": badge,
"web": {address: text}}. Writes what each judge says: "accepted", or why not. Nothing is
fetched: whatever a judge asks for is looked up in "web".
"""

import json
import sys
from pathlib import Path

from freezegun import freeze_time

SCHEMA = Path(__file__).parents[2] / "target/tools/openbadges/schema/ob_v3p0_achievementcredential_schema.json"
CLAIMS = {"iss", "sub", "jti", "nbf", "exp"}


def openbadgeslib(sent, fetch):
    """Finds the key by the issuer's DID, and asks the signed list whether it was revoked."""
    from openbadgeslib.ob3 import OB3Verifier

    verifier = OB3Verifier.for_issuer_did(sent["issuer"], download=fetch)
    verifier.verify(sent["token"], check_status=True, verify_status_list=True, download=fetch)


def jwcrypto(sent, fetch):
    """The signatures alone, by another library, with the keys of the issuer's document."""
    from jwcrypto import jwk, jws

    address = next(address for address in sent["web"] if address.endswith("did.json"))
    methods = {method["id"]: method for method in json.loads(fetch(address))["verificationMethod"]}
    for text in [sent["token"], *(text for text in sent["web"].values() if text.count(".") == 2)]:
        token = jws.JWS()
        token.deserialize(text)
        token.allowed_algs = ["EdDSA"]
        key = jwk.JWK.from_json(json.dumps(methods[token.jose_header["kid"]]["publicKeyJwk"]))
        token.verify(key)


def payload(text):
    import base64

    part = text.split(".")[1]
    return json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))


def schema(sent, _):
    """1EdTech's own schema of a badge."""
    from jsonschema import Draft201909Validator

    judge = Draft201909Validator(json.loads(SCHEMA.read_text()), format_checker=Draft201909Validator.FORMAT_CHECKER)
    judge.validate(payload(sent["token"]))


def context(sent, _):
    """Every word of badge and lists has a meaning in the contexts that they name."""
    from openbadgeslib.ob3.contexts import document_loader
    from pyld import jsonld

    options = {"documentLoader": document_loader()}
    for text in [sent["token"], *(text for text in sent["web"].values() if text.count(".") == 2)]:
        said = {name: value for name, value in payload(text).items() if name not in CLAIMS}
        meant = jsonld.expand(said, options)
        again = jsonld.compact(meant, {"@context": said["@context"]}, options)
        if plain(again) != plain(said):
            raise ValueError(f"{json.dumps(plain(said))} is read as {json.dumps(plain(again))}")


def plain(value):
    """A list of one is written as that one, which means the same."""
    if isinstance(value, dict):
        return {name: plain(one) for name, one in value.items()}
    if isinstance(value, list):
        return plain(value[0]) if len(value) == 1 else [plain(one) for one in value]
    return value


def main():
    sent = json.load(sys.stdin)

    def fetch(address, *_, **__):
        return sent["web"][address].encode()

    said = {}
    for judge in [openbadgeslib, jwcrypto, schema, context]:
        with freeze_time(sent["now"]):
            try:
                judge(sent, fetch)
                said[judge.__name__] = "accepted"
            except Exception as refused:
                said[judge.__name__] = f"{type(refused).__name__}: {refused}"
    json.dump(said, sys.stdout)


main()
