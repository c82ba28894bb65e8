#!/bin/sh
# The product on a file system of its own of 800 MB, which is filled while certificates are issued: what people are told, and
# whether it goes on once there is room again. Needs user namespaces (unshare), no rights.
set -eu
here=$(CDPATH= cd -- "$(dirname -- "$0")/.." && pwd)
work=$(mktemp -d "${TMPDIR:-/tmp}/nongyou-full.XXXXXX")
trap 'rmdir "$work"' EXIT
unshare --user --map-root-user --mount sh -c \
  'mount -t tmpfs -o size=800m none "$1" && "$2/bench/run" disk-full "$1/data"' sh "$work" "$here"
