"""What schemathesis must know to speak with central: CBOR, frames, and who it is.

The document describes CBOR as JSON with byte strings in hexadecimal; `octets` and `described` go
from one to the other. `TRUCBAN_KNOWN` names what exists at this central. It is put into requests
that are meant to be sound, so that they get past the doors; what is meant to be wrong stays wrong.
"""

import json
import os
import re
import struct

import cbor2
import schemathesis

KNOWN = json.loads(os.environ["TRUCBAN_KNOWN"])
HEX = re.compile(r"([0-9a-f]{2})*")
# Members whose values are byte strings, alone or in a list.
OCTETS = {"client", "incarnation", "epoch", "name", "ops"}


def octets(value, member=None):
    """A described value as CBOR has it; `scopes` is a byte string where it is not a map."""
    if isinstance(value, dict):
        return {key: octets(inner, key) for key, inner in value.items()}
    if isinstance(value, list):
        return [octets(inner, member) for inner in value]
    told = member in OCTETS or member == "scopes"
    if told and isinstance(value, str) and HEX.fullmatch(value):
        return bytes.fromhex(value)
    return value


def described(value):
    """A CBOR value as the document describes it."""
    if isinstance(value, dict):
        return {key: described(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [described(inner) for inner in value]
    return value.hex() if isinstance(value, bytes) else value


@schemathesis.serializer("application/cbor")
def write(context, value):
    return value if isinstance(value, bytes) else cbor2.dumps(octets(value))


@schemathesis.deserializer("application/cbor")
def read(context, response):
    framed = context.operation.path == "/sync/pull" and response.status_code == 200
    return frames(response.content) if framed else described(cbor2.loads(response.content))


def frames(content):
    """The values of a pull; raises where one is cut or the end is missing."""
    found = []
    while content:
        (length,) = struct.unpack(">I", content[:4])
        found.append(described(cbor2.loads(content[4 : 4 + length])))
        content = content[4 + length :]
    assert "end" in found[-1], "a pull ends with its end"
    return found


@schemathesis.hook
def before_call(context, case, kwargs):
    if case.meta is None:
        return
    if not case.meta.generation.mode.is_positive:
        # Numbers override all else that is asked for: whatever is wrong there is not read.
        (case.query or {}).pop("service_request_id", None)
        return
    known = KNOWN.get(case.operation.path, {})
    if isinstance(case.body, dict):
        case.body.update(known.get("body", {}))
        optional = known.get("body_where_given", {})
        case.body.update((name, value) for name, value in optional.items() if name in case.body)
    case.path_parameters.update(known.get("path", {}))
