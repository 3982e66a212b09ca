"""A citizen's application made of clients that others wrote: civicbot posts and reads JSON,
georeport reads XML. Neither knows anything of central but the GeoReport v2 that it speaks.

Writes one JSON line when the report has its number and one when the report is closed. A post whose
answer was lost is posted again as it was.
"""

import http.client
import json
import os
import time
import urllib.error

from civicbot.http import HttpTransport, RateLimiter
from civicbot.open311 import CONFIRM_TOKEN, Open311Client
from civicbot.registry import Endpoint
from georeport import GeoReport

URL = os.environ["OPEN311_URL"]
KEY = os.environ["OPEN311_KEY"]
POLL_SECONDS = 0.1
GIVES_UP_AFTER = 60.0
POSTS_AT_MOST = 3

REPORT = {
    "lat": 16.4767,
    "lng": 107.6063,
    "address_string": "Kiệt 12 Nguyễn Sinh Cung",
    "description": "Nắp hố ga vỡ trước kiệt 12. Ban đêm rất tối.",
    "attributes": {"urgent": "false"},
    "first_name": "Thử",
    "last_name": "Lê Văn",
    "phone": "0905 000 046",
}


def say(**told):
    print(json.dumps(told, ensure_ascii=False), flush=True)


def post(client):
    """Posts until there is an answer; how often, and the answer."""
    for attempt in range(1, POSTS_AT_MOST + 1):
        try:
            sent = client.create_request(
                "HTDT",
                dry_run=False,
                confirm=CONFIRM_TOKEN,
                api_key=KEY,
                validate_remote=True,
                **REPORT,
            )
            return attempt, sent.response[0]
        except (http.client.RemoteDisconnected, ConnectionError, urllib.error.URLError):
            continue
    raise SystemExit(f"no answer to {POSTS_AT_MOST} posts")


def until_closed(client, number):
    """What the report reads like at each change of its words, the last one closed."""
    heard = []
    end = time.monotonic() + GIVES_UP_AFTER
    while time.monotonic() < end:
        report = client.get_request(number)
        if not heard or heard[-1] != report:
            heard.append(report)
        if report["status"] == "closed":
            return heard
        time.sleep(POLL_SECONDS)
    raise SystemExit(f"not closed within {GIVES_UP_AFTER} s: {heard}")


def main():
    city = Endpoint(id="hue", name="Huế", base_url=URL, write=True)
    quick = HttpTransport(rate_limiter=RateLimiter(min_interval=0.0))
    client = Open311Client(city, transport=quick)
    xml = GeoReport(URL, output_format="xml")
    services = client.list_services()
    same = [service["service_code"] for service in xml.get_service_list()]
    assert same == [service["service_code"] for service in services], "one list in both forms"
    attempts, accepted = post(client)
    number = accepted["service_request_id"]
    assert client.get_token(number)[0]["service_request_id"] == number
    say(number=number, attempts=attempts, notice=accepted["service_notice"], services=len(services))
    heard = until_closed(client, number)
    say(
        heard=[(report["status"], report["status_notes"]) for report in heard],
        closed=heard[-1],
        closed_in_xml=xml.get_service_request(number),
        all=[report["service_request_id"] for report in client.list_requests(status="open,closed")],
    )


main()
