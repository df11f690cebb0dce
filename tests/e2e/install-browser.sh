#!/bin/sh
# Installs Debian's Chromium for these tests; does nothing when there is a browser already.
set -eu
[ -z "${CHROMIUM:-}" ] || exit 0
for browser in chromium chromium-browser google-chrome; do
    ! command -v "$browser" >/dev/null 2>&1 || exit 0
done
if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null 2>&1; then
    echo "install-browser: no chromium on the PATH; install one, or set CHROMIUM to its program" >&2
    exit 1
fi
apt-get update -q
DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends chromium fonts-dejavu-core
