#!/bin/sh
# Makes ./configure from configure.ac. Needs autoconf and automake.
set -e
cd "$(dirname "$0")"
for tool in autoconf automake aclocal; do
    command -v $tool >/dev/null || { echo "autogen.sh: $tool is missing: apt-get install autoconf automake" >&2; exit 1; }
done
mkdir -p build-aux
exec autoreconf --install --force --warnings=all
