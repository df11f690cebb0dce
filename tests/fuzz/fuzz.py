"""Requests made from the API's OpenAPI document, good ones and bad ones, held against what the document says of answers."""

import argparse
import collections
import json
import random
import sys
import time
import warnings
from dataclasses import dataclass, field
from pathlib import Path
from xml.sax.saxutils import quoteattr

import hypothesis
import requests
import schemathesis
from hypothesis import HealthCheck, Phase
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.core.transport import Response
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tutor import HERE, Tutor

DOCUMENT = HERE / "../../docs/openapi.json"
TARGET = HERE / "target"
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]

ANSWER_SECONDS = 30
# Of a stream, which may stay open for hours, its beginning is read: so many events, or bytes, or for so long.
STREAM_EVENTS = 4
STREAM_BYTES = 64 * 1024
STREAM_SECONDS = 1.0
# Ids that earlier answers have named, the newest of each name: half of the requests ask for what is there.
KNOWN_IDS = 20
# Hypothesis takes a new beginning after so many, so that no operation takes all of the time.
EXAMPLES = {"learner": 40, "teacher": 40, "nobody": 10}


@dataclass
class Report:
    requests: int = 0
    statuses: collections.Counter = field(default_factory=collections.Counter)
    by_operation: collections.Counter = field(default_factory=collections.Counter)
    streams: int = 0
    failures: dict = field(default_factory=dict)

    def fail(self, operation: str, what: str, request: str) -> None:
        self.failures.setdefault((operation, what), request)


class Fuzz:
    def __init__(self, tutor: Tutor, callers: dict[str, str | None], seed: int):
        self.tutor = tutor
        self.callers = callers
        self.seed = seed
        self.report = Report()
        self.random = random.Random(seed)
        self.session = requests.Session()
        self.ids: dict[str, collections.deque] = collections.defaultdict(lambda: collections.deque(maxlen=KNOWN_IDS))
        document = json.loads(DOCUMENT.read_text())
        run_input = json.loads((HERE / "run-input.json").read_text())
        for item in document["paths"].values():
            for operation in item.values():
                for media in operation.get("requestBody", {}).get("content", {}).values():
                    if "RunAgentInput" in media["schema"].get("description", ""):
                        media["schema"] = run_input
        self.operations = [each.ok() for each in schemathesis.openapi.from_dict(document).get_all_operations()]

    def run(self, wanted: int) -> Report:
        turn = 0
        while self.report.requests < wanted:
            for operation in self.operations:
                for caller in self.callers:
                    for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
                        self.examples(operation, caller, mode, turn)
            turn += 1
            print(f"fuzz: {self.report.requests} requests, {len(self.report.failures)} failures", flush=True)
        return self.report

    def examples(self, operation, caller: str, mode: GenerationMode, turn: int) -> None:
        @hypothesis.seed(f"{self.seed} {turn} {caller}")
        @hypothesis.settings(
            max_examples=EXAMPLES[caller], database=None, deadline=None, phases=[Phase.generate],
            suppress_health_check=list(HealthCheck))
        @hypothesis.given(case=operation.as_strategy(generation_mode=mode))
        def each(case):
            self.ask(case, caller)

        try:
            each()
        except hypothesis.errors.Unsatisfiable:
            pass  # nothing about it can be wrong: it takes no input

    def ask(self, case, caller: str) -> None:
        self.name_what_is_there(case)
        token = self.callers[caller]
        kwargs = case.as_transport_kwargs(
            base_url=self.tutor.url, headers={"Authorization": f"Bearer {token}"} if token else {})
        if not token:
            kwargs["headers"].pop("Authorization", None)
        kwargs.pop("cookies", None)
        operation = case.operation.label
        self.report.requests += 1
        self.report.by_operation[operation] += 1
        try:
            answer = self.session.request(**kwargs, stream=True, timeout=ANSWER_SECONDS, allow_redirects=False)
        except (requests.exceptions.InvalidHeader, requests.exceptions.InvalidURL, UnicodeError, ValueError):
            self.report.requests -= 1  # the client did not send it
            self.report.by_operation[operation] -= 1
            return
        except requests.RequestException as broken:
            self.report.fail(operation, f"no answer: {type(broken).__name__}", shown(kwargs))
            return
        self.report.statuses[answer.status_code] += 1
        is_stream = self.read(answer, operation, kwargs)
        # Of a stream the document says that it is text; what its events are is looked at in read().
        checks = [each for each in CHECKS if not (is_stream and each is response_schema_conformance)]
        try:
            case.validate_response(Response.from_requests(answer, verify=True), checks=checks)
        except FailureGroup as group:
            for failure in group.exceptions:
                what = f"{answer.status_code} {getattr(failure, 'title', '')} {str(failure).splitlines()[0]}"
                self.report.fail(operation, what, shown(kwargs) + "\n  -> " + answer.text[:1000])
        self.learn(answer)

    def read(self, answer: requests.Response, operation: str, kwargs: dict) -> bool:
        if answer.headers.get("Content-Type", "").split(";")[0] != "text/event-stream":
            answer.content  # noqa: B018 (reads it)
            return False
        self.report.streams += 1
        read = b""
        until = time.monotonic() + STREAM_SECONDS
        try:
            while len(read) < STREAM_BYTES and read.count(b"\n\n") < STREAM_EVENTS and time.monotonic() < until:
                chunk = answer.raw.read1(STREAM_BYTES)
                if not chunk:
                    break
                read += chunk
        except Exception as broken:  # noqa: BLE001 (whatever it is, it is told)
            self.report.fail(operation, f"a stream that breaks off: {type(broken).__name__}", shown(kwargs))
        answer.close()
        answer._content, answer._content_consumed = read, True
        events = [block for block in read.split(b"\n\n")[:-1] if not block.startswith(b":")]
        try:
            types = [json.loads(each.removeprefix(b"data: "))["type"] for each in events]
        except (ValueError, KeyError, TypeError):
            self.report.fail(operation, "a stream with what is no event", shown(kwargs) + "\n  -> " + repr(read[:500]))
            return True
        if types and types[0] != "RUN_STARTED":
            self.report.fail(operation, f"a stream that begins with {types[0]}", shown(kwargs))
        return True

    def name_what_is_there(self, case) -> None:
        for where in (case.path_parameters, case.query, case.body):
            if isinstance(where, dict):
                for name in where:
                    known = self.ids.get(name)
                    if known and self.random.random() < 0.5:
                        where[name] = self.random.choice(known)
        if isinstance(case.path_parameters, dict) and "user_id" in case.path_parameters and self.random.random() < 0.5:
            case.path_parameters["user_id"] = "me"

    def learn(self, answer: requests.Response) -> None:
        if answer.status_code // 100 != 2 or "json" not in answer.headers.get("Content-Type", ""):
            return

        def walk(node):
            if isinstance(node, dict):
                for name, value in node.items():
                    if isinstance(value, str) and name.endswith("_id") and value not in self.ids[name]:
                        self.ids[name].append(value)
                        if name == "session_id":
                            self.ids["threadId"].append(value)
                    walk(value)
            elif isinstance(node, list):
                for each in node[:3]:
                    walk(each)

        walk(answer.json())


def shown(kwargs: dict) -> str:
    headers = {name: value for name, value in kwargs.get("headers", {}).items() if name != "Authorization"}
    body = {name: kwargs[name] for name in ("json", "data", "params") if kwargs.get(name) is not None}
    return f"{kwargs['method']} {kwargs['url']} {headers} {str(body)[:1500]}"


def write(report: Report, operations: list, seconds: float, seed: int) -> None:
    reports = TARGET / "surefire-reports"
    reports.mkdir(parents=True, exist_ok=True)
    (TARGET / "fuzz.json").write_text(json.dumps({
        "seed": seed,
        "seconds": round(seconds, 1),
        "requests": report.requests,
        "streams": report.streams,
        "statuses": dict(sorted(report.statuses.items())),
        "operations": dict(sorted(report.by_operation.items())),
        "failures": [{"operation": o, "what": w, "request": r} for (o, w), r in report.failures.items()],
    }, indent=2, ensure_ascii=True))
    cases = []
    for operation in operations:
        wrong = [(what, request) for (name, what), request in report.failures.items() if name == operation.label]
        cases.append(f"  <testcase classname=\"fuzz\" name={quoteattr(operation.label)}" + (
            "".join(f"><failure message={quoteattr(ascii(what))}/></testcase>" for what, _ in wrong[:1])
            if wrong else "/>"))
    failed = sum("failure" in each for each in cases)
    (reports / "TEST-fuzz.xml").write_text(
        f'<?xml version="1.0" encoding="UTF-8"?>\n<testsuite name="fuzz" tests="{len(cases)}" failures="{failed}"'
        f' errors="0" skipped="0" time="{seconds:.1f}">\n' + "\n".join(cases) + "\n</testsuite>\n")


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--requests", type=int, default=10_000, help="at least so many in all (10000)")
    arguments.add_argument("--seed", type=int, default=20261201, help="the same one makes the same requests")
    chosen = arguments.parse_args()
    warnings.simplefilter("ignore")
    TARGET.mkdir(exist_ok=True)
    began = time.monotonic()
    tutor = Tutor(TARGET / "tutor.out")
    try:
        tutor.await_health()
        callers = {
            "learner": tutor.sign_up("learner@example.org"),
            "teacher": tutor.sign_up_teacher("teacher@example.org"),
            "nobody": None,
        }
        print(f"fuzz: seed {chosen.seed}", flush=True)
        fuzz = Fuzz(tutor, callers, chosen.seed)
        report = fuzz.run(chosen.requests)
        if not requests.get(tutor.url + "/api/v1/health", timeout=ANSWER_SECONDS).ok:
            report.fail("GET /api/v1/health", "Chiron is not healthy any more", "after the last request")
    finally:
        tutor.close()
    seconds = time.monotonic() - began
    write(report, fuzz.operations, seconds, chosen.seed)
    for (operation, what), request in report.failures.items():
        print(f"FAILED {operation}: {what}\n  {request}")
    print(
        f"fuzz: {report.requests} requests, {report.streams} streams, {len(fuzz.operations)} operations, statuses "
        f"{dict(sorted(report.statuses.items()))}, {len(report.failures)} failures in {seconds:.0f} s; seed {chosen.seed}")
    sys.exit(1 if report.failures else 0)


if __name__ == "__main__":
    main()
