#!/bin/sh
# The import of a large table into the running product, over HTTP as a browser hands it in: the times, and the server's
# and PostgreSQL's memory. Usage: bench/import.sh [ROWS]. The server has the heap that ./run gives it.
set -u
here=$(CDPATH= cd -- "$(dirname -- "$0")/.." && pwd)
rows=${1:-100000}
work=$(mktemp -d "${TMPDIR:-/tmp}/nongyou-import.XXXXXX")
server=
end() {
  [ -z "$server" ] || { kill "$server" 2>/dev/null; wait "$server" 2>/dev/null; }
  rm -rf "$work"
}
trap end EXIT
. "$here/bin/jdk.sh"
find_jdk 25 || exit 1
"$here/run" --help >/dev/null || exit 1
port=$(perl -MIO::Socket::INET -e '$s = IO::Socket::INET->new(Listen => 1, LocalAddr => "127.0.0.1") or die; print $s->sockport')
echo "load before: $(cut -d' ' -f1-3 /proc/loadavg), processors: $(nproc), rows: $rows"
"$here/run" --port "$port" --data "$work/data" >"$work/out" 2>&1 &
server=$!
until grep -q '^ready' "$work/out"; do
  kill -0 "$server" 2>/dev/null || { cat "$work/out"; exit 1; }
  sleep 0.5
done
cpu() { awk -v t="$(getconf CLK_TCK)" '{ print ($14 + $15) / t }' "/proc/$server/stat"; }
before=$(cpu)
"$JAVA_HOME/bin/java" -XX:TieredStopAtLevel=1 -cp "$here/.cache/app/lib/*" "$here/bench/Import.java" "http://localhost:$port" "$rows" || exit 1
echo "server: processor time $(echo "$(cpu) $before" | awk '{ print $1 - $2 }') s, resident $(awk '/VmRSS/ { print int($2 / 1024) }' "/proc/$server/status") MiB, at most $(awk '/VmHWM/ { print int($2 / 1024) }' "/proc/$server/status") MiB"
echo "load after: $(cut -d' ' -f1-3 /proc/loadavg)"
