"""The program as it is shipped, as a process of its own with a home of its own."""

import glob
import os
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path

import psycopg
import requests

HERE = Path(__file__).parent
JAR = HERE / "../../server/target/tutor-server.jar"
START_SECONDS = 120
STOP_SECONDS = 15
PASSWORD = "a long enough one"

# What slows one person down would leave nothing to find; the code that counts is passed all the same.
LIMITS = {
    "TUTOR_CHAT_MESSAGESPERMINUTE": "1000000",
    "TUTOR_CHAT_MESSAGEBURST": "1000000",
    "TUTOR_RATE_SIGNINBURST": "1000000",
    "TUTOR_RATE_REFRESHBURST": "1000000",
    "TUTOR_RATE_REQUESTBURST": "1000000",
    "TUTOR_RATE_STRANGERBURST": "1000000",
}
OTHERS = ("SUPABASE_", "TEMPORAL_", "OPENAI_", "TUTOR_")


class Tutor:
    def __init__(self, log: Path):
        if not JAR.exists():
            raise SystemExit(f"fuzz: {JAR.resolve()} is not there: ./mvnw package -DskipTests")
        self.home = Path(tempfile.mkdtemp(prefix="chiron-fuzz-"))
        self.log = log
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        env = {name: value for name, value in os.environ.items() if not name.startswith(OTHERS)}
        env |= LIMITS | {"PORT": str(self.port), "TUTOR_HOME": str(self.home)}
        with open(log, "w", encoding="utf-8") as out:
            self.process = subprocess.Popen(
                [java(), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx1g", "-jar", str(JAR)],
                env=env, stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT)

    def await_health(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        while True:
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise SystemExit(f"fuzz: Chiron did not start, see {self.log}")
            try:
                if requests.get(self.url + "/api/v1/health", timeout=5).ok:
                    return
            except requests.ConnectionError:
                pass
            time.sleep(0.2)

    def sign_up(self, email: str) -> str:
        return self._token("signup", email)

    def sign_up_teacher(self, email: str) -> str:
        """As docs/how-to/write-a-track.md says; the role is in the tokens from the next login on."""
        self._token("signup", email)
        port = re.findall(r"^Database +127\.0\.0\.1:(\d+)", self.log.read_text(), re.MULTILINE)[-1]
        password = (self.home / "postgres" / "chiron.password").read_text().strip()
        with psycopg.connect(
                host="127.0.0.1", port=port, user="postgres", dbname="postgres", password=password) as database:
            database.execute(
                "update auth.users set raw_app_meta_data = raw_app_meta_data || '{\"role\": \"teacher\"}'"
                " where email = %s", [email])
        return self._token("login", email)

    def _token(self, how: str, email: str) -> str:
        answer = requests.post(
            f"{self.url}/api/v1/auth/{how}", json={"email": email, "password": PASSWORD}, timeout=30)
        answer.raise_for_status()
        return answer.json()["access_token"]

    def close(self) -> None:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        shutil.rmtree(self.home, ignore_errors=True)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def java() -> str:
    """The java of a JDK 25: JAVA_HOME's, else one found under /usr/lib/jvm."""
    for home in [os.environ.get("JAVA_HOME", ""), *sorted(glob.glob("/usr/lib/jvm/*"))]:
        release = Path(home) / "release"
        if home and release.exists() and 'JAVA_VERSION="25' in release.read_text():
            return str(Path(home) / "bin" / "java")
    raise SystemExit("fuzz: no JDK 25: set JAVA_HOME to one")
