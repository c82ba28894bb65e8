#!/bin/sh
# Start-up: the first start (a new data folder) and later ones, to the first 200 of /health, with processor time and
# resident memory. Usage: bench/startup.sh [RUNS] [further options of ./run]
# Processor time is told beside the clock, because the clock alone measures what else the machine was doing.
set -u
here=$(CDPATH= cd -- "$(dirname -- "$0")/.." && pwd)
runs=${1:-5}
[ $# = 0 ] || shift
work=$(mktemp -d "${TMPDIR:-/tmp}/nongyou-startup.XXXXXX")
server=
end() {
  [ -z "$server" ] || { kill "$server" 2>/dev/null; wait "$server" 2>/dev/null; }
  rm -rf "$work"
}
trap end EXIT
port=$(perl -MIO::Socket::INET -e '$s = IO::Socket::INET->new(Listen => 1, LocalAddr => "127.0.0.1") or die; print $s->sockport')
"$here/run" --help >/dev/null || exit 1
ticks=$(getconf CLK_TCK)
measure() {
  begin=$(date +%s%N)
  "$here/run" --port "$port" --data "$work/data" "$@" >"$work/out" 2>&1 &
  server=$!
  until curl -fs -o /dev/null "http://localhost:$port/health"; do
    kill -0 "$server" 2>/dev/null || { cat "$work/out"; exit 1; }
    sleep 0.02
  done
  took=$((($(date +%s%N) - begin) / 1000000))
  until grep -q '^ready' "$work/out"; do sleep 0.05; done
  ready=$((($(date +%s%N) - begin) / 1000000))
  cpu=$(awk -v t="$ticks" '{ print ($14 + $15) / t }' "/proc/$server/stat")
  sleep 5
  rss=$(awk '/VmRSS/ { print int($2 / 1024) }' "/proc/$server/status")
  postgres=$(sed -n 1p "$work/data/database/postmaster.pid")
  pss=$(cat "/proc/$postgres/smaps_rollup" $(for c in $(cat "/proc/$postgres/task/$postgres/children"); do echo "/proc/$c/smaps_rollup"; done) 2>/dev/null | awk '/^Pss:/ { s += $2 } END { print int(s / 1024) }')
  kill "$server"; wait "$server" 2>/dev/null; server=
  printf '| %s | %d ms | %d ms | %s s | %d MiB | %d MiB |\n' "$what" "$took" "$ready" "$cpu" "$rss" "$pss"
}
echo "load before: $(cut -d' ' -f1-3 /proc/loadavg), processors: $(nproc), options: $*"
echo "| start | first 200 | ready | processor time | server resident | PostgreSQL (PSS) |"
echo "|---|---|---|---|---|---|"
what="first, new folder"; measure "$@"
i=1
while [ $i -le "$runs" ]; do what="later $i"; measure "$@"; i=$((i + 1)); done
