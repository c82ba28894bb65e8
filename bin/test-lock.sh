#!/bin/sh
# Tries the lock of bin/build.sh, with flock and without, on a repository of its own whose build only waits: two at
# once build once, and the lock of one that was killed does not stop the next.
set -u
here=$(CDPATH= cd -- "$(dirname -- "$0")/.." && pwd)
bin=$here/bin
work=$(mktemp -d "${TMPDIR:-/tmp}/nongyou-lock.XXXXXX")
trap 'rm -rf "$work"' EXIT
failed=0
check() { what=$1; shift; if "$@"; then echo "  通过：$what"; else echo "  失败：$what"; failed=1; fi; }
until_said() { tries=0; until grep -q "$1" "$2" 2>/dev/null || [ $tries -gt 100 ]; do tries=$((tries + 1)); sleep 0.1; done; }

# once WAY: a process of its own, as ./run is
cat >"$work/once" <<'END'
here=$1/repo
JAVA_HOME=/none
. "$2/build.sh"
[ "$3" = flock ] || has_flock() { false; }
mvn() { :; }
npm() { :; }
build() {
  echo "begin $$" >>"$here/log"
  read -r _ <"$here/go"
  mkdir -p "$app" && : >"$app/nongyou.jar" && echo "$JAVA_HOME" >"$built" && echo end >>"$here/log"
}
build_if_needed serve
END

for way in flock folder; do
  [ $way = folder ] || command -v flock >/dev/null 2>&1 || continue
  echo "$way"
  repo=$work/repo
  rm -rf "$repo"
  mkdir -p "$repo/app" "$repo/database" "$repo/tables" "$repo/schemes"
  : >"$repo/pom.xml"
  mkfifo "$repo/go"

  sh "$work/once" "$work" "$bin" $way 2>"$work/first" &
  first=$!
  until_said begin "$repo/log"
  sh "$work/once" "$work" "$bin" $way 2>"$work/second" &
  second=$!
  until_said 正在构建 "$work/second"
  echo go >"$repo/go"
  wait $first
  check "第一个构建成了" [ $? = 0 ]
  wait $second
  check "第二个等它，不再构建" [ $? = 0 ]
  check "只构建了一次" [ "$(grep -c begin "$repo/log")" = 1 ]
  check "第二个说了在等" grep -q 等它完成 "$work/second"

  # Killed in the middle of the build.
  touch "$repo/pom.xml"
  rm -f "$repo/log" "$repo/.cache/built"
  sh "$work/once" "$work" "$bin" $way 2>/dev/null &
  killed=$!
  until_said begin "$repo/log"
  kill -9 $killed
  wait $killed 2>/dev/null
  rm -f "$repo/log"
  sh "$work/once" "$work" "$bin" $way 2>"$work/after" &
  after=$!
  until_said begin "$repo/log"
  echo go >"$repo/go"
  wait $after
  check "上一个被强杀，下一个照样构建" [ $? = 0 ]
  check "一次" [ "$(grep -c end "$repo/log")" = 1 ]
  check "锁放开了" [ ! -e "$repo/.cache/build.lock.d" ]
done
exit $failed
