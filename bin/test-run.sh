#!/bin/sh
# Tries ./run as a person would: start, write, kill -9, start again and find the rows; then everything that must be
# refused in one line with an exit code. Uses a folder of its own and free ports.
set -u
here=$(CDPATH= cd -- "$(dirname -- "$0")/.." && pwd)
work=$(mktemp -d "${TMPDIR:-/tmp}/nongyou-run.XXXXXX")
server=
passed=0
failed=0
end() {
  [ -z "$server" ] || kill "$server" 2>/dev/null
  [ -z "$server" ] || wait "$server" 2>/dev/null
  rm -rf "$work"
}
trap end EXIT

good() { passed=$((passed + 1)); echo "  通过：$1"; }
bad() { failed=$((failed + 1)); echo "  失败：$1"; [ ! -f "$work/out" ] || sed 's/^/    /' "$work/out"; }
check() { what=$1; shift; if "$@"; then good "$what"; else bad "$what"; fi; }
says() { grep -q "$1" "$work/out"; }
one_line() { [ "$(wc -l <"$work/out")" -eq 1 ]; }

free_port() { perl -MIO::Socket::INET -e '$s = IO::Socket::INET->new(Listen => 1, LocalAddr => "127.0.0.1") or die; print $s->sockport'; }

# start OPTIONS…: the server in the background until its first 200 or its end
start() {
  "$here/run" --port "$port" --data "$work/data" --no-demo "$@" >"$work/out" 2>&1 &
  server=$!
  until curl -fs -o "$work/health" "http://localhost:$port/health"; do
    kill -0 "$server" 2>/dev/null || { server=; return 1; }
  done
}
# refused CODE TEXT COMMAND…: ends with the code and exactly one line that has the text
refused() {
  code=$1 text=$2
  shift 2
  "$@" >"$work/out" 2>&1
  [ $? = "$code" ] && one_line && says "$text"
}
# A process that ended and was not yet collected by its new parent has no command line.
not_running() { [ ! -e "/proc/$1" ] || [ -z "$(tr -d '\0' <"/proc/$1/cmdline" 2>/dev/null)" ]; }
query() {
  dbport=$(sed -n 4p "$work/data/database/postmaster.pid")
  "$JAVA_HOME/bin/java" -cp "$here/.cache/app/lib/*" "$here/bin/Query.java" \
    "jdbc:postgresql://127.0.0.1:$dbport/postgres" "$(cat "$work/data/superuser.pw")" "$1"
}

. "$here/bin/jdk.sh"
find_jdk 25 || exit 1
port=$(free_port)

"$here/run" --help >/dev/null 2>&1 # builds when that is due, so that the starts below are those of a built product

echo "启动、强杀、恢复"
check "第一次启动" start
check "/health 带版本号" grep -q '"version":"[0-9]' "$work/health"
wait_ready() { i=0; until says '^ready http://localhost:'; do i=$((i + 1)); [ $i -lt 20000 ] || return 1; done; }
check "只打印一行 ready" wait_ready
check "没有别的输出" one_line
query "create table public.kept as select n from generate_series(1, 1000) n" >/dev/null
check "同一目录第二个服务器被拒绝" refused 1 "正被另一个农优程序使用" "$here/run" --port "$(free_port)" --data "$work/data" --no-demo
check "端口被占用" refused 1 "端口 $port 已被占用" "$here/run" --port "$port" --data "$work/other" --no-demo
kill -9 "$server"; wait "$server" 2>/dev/null
check "kill -9 之后能启动" start
check "写过的行都在" test "$(query 'select count(*) from public.kept')" = 1000
postmaster=$(sed -n 1p "$work/data/database/postmaster.pid")
kill -9 "$server" "$postmaster"; wait "$server" 2>/dev/null
check "程序和数据库一起 kill -9 之后能启动" start
check "写过的行还在" test "$(query 'select count(*) from public.kept')" = 1000
postmaster=$(sed -n 1p "$work/data/database/postmaster.pid")
kill "$server"; wait "$server" 2>/dev/null; server=
check "SIGTERM 之后数据库也停了" not_running "$postmaster"
check "停下时没有留下进程号文件" test ! -e "$work/data/database/postmaster.pid"

echo "说不清的命令和不能用的地方"
check "不认识的选项" refused 2 "不认识" "$here/run" --prot 80
check "少了值" refused 2 "后面少了值" "$here/run" --port
check "端口不是数" refused 2 "整数" "$here/run" --port abc
check "数据库地址看不懂" refused 2 "jdbc:postgresql" "$here/run" --database mysql://x
check "数据库连不上" refused 1 "连不上数据库" "$here/run" --port "$(free_port)" --data "$work/d2" --database "jdbc:postgresql://127.0.0.1:$(free_port)/x?user=a&password=b"
touch "$work/file"
check "数据目录是文件" refused 1 "不是目录" "$here/run" --port "$(free_port)" --data "$work/file"
if [ "$(id -u)" = 0 ]; then
  mkdir "$work/others" && chown nobody "$work/others" && mkdir "$work/daemons" && chown daemon "$work/daemons"
  check "别人的目录" refused 1 "属于用户 daemon" "$here/run" --port "$(free_port)" --data "$work/daemons"
  mkdir "$work/small"
  if mount -t tmpfs -o size=40m tmpfs "$work/small" 2>/dev/null; then
    check "磁盘满" refused 1 "磁盘满了" "$here/run" --port "$(free_port)" --data "$work/small/data"
    umount "$work/small"
  fi
fi
no_jdk() { env -i PATH=/usr/bin:/bin HOME=/nonexistent /bin/sh -c '. "$1/bin/jdk.sh"; find_jdk 99' sh "$here"; }
check "没有合适的 JDK" refused 1 "要 JDK 99" no_jdk

echo "Tests run: $((passed + failed)), Failures: $failed, Errors: 0, Skipped: 0 -- in bin/test-run.sh"
[ $failed = 0 ]
