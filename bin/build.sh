# Builds when a source is newer than the last build. Sourced by run: build_if_needed sets app (the folder laid out
# for starting) and java_options; its argument is the first word of the command line. `here` is the repository, JAVA_HOME a JDK.

app=$here/.cache/app
built=$here/.cache/built

# One list for the training run and the start: the cache fits only the same machine settings.
# A small heap to begin with, since it never shrinks below that: loading must not leave memory behind that rest does not need.
# Starting goes before compiling: on two processors the compilers took the cores that the first answer waited for. An
# ordinary user may lower a priority but not raise one, of which the machine warns at each start: no warnings.
# What beans there are was settled by the build (process-aot in app/pom.xml): Spring does not look for them again.
# Only errors of the machine itself: what it says of a cache that does not fit here in part is nobody's business.
java_options="-Xlog:disable -Xlog:all=error:stderr -Xms192m -Xmx512m -XX:+UseSerialGC -XX:ThreadPriorityPolicy=1 -XX:CompilerThreadPriority=6 -XX:-PrintWarnings -XX:+ExitOnOutOfMemoryError -Dspring.aot.enabled=true -Duser.timezone=Asia/Shanghai -Dfile.encoding=UTF-8 -Dstdout.encoding=UTF-8 -Dstderr.encoding=UTF-8 --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow"

# sources_changed COMMAND: a file that was changed, added or taken away, or another JDK.
sources_changed() {
  [ -f "$app/nongyou.jar" ] && [ -f "$built" ] && [ "$(cat "$built")" = "$JAVA_HOME" ] || return 0
  # The schemes travel in the jar; whoever checks one that he is writing need not wait for that.
  [ "$1" = scheme ] && schemes= || schemes=schemes
  # shellcheck disable=SC2086 # none or one word
  newer=$(cd "$here" && find pom.xml app database tables $schemes \
    \( -name target -o -name node_modules -o -name test \) -prune -o \
    -newer "$built" \( -type f -o -path '*/src/*' -o -path 'schemes*' \) -print 2>/dev/null | head -n 1)
  [ -n "$newer" ]
}

build_if_needed() {
  sources_changed "$1" || return 0
  for tool in mvn npm; do
    if ! command -v $tool >/dev/null 2>&1; then
      case $tool in mvn) name="Maven（mvn）" ;; *) name="Node.js（npm）" ;; esac
      echo "构建要用 $name，这台机器上没有；装好后重试" >&2
      return 1
    fi
  done
  lock_build || return 1
  # Whoever had to wait finds it built.
  result=0
  if sources_changed "$1"; then
    build || result=1
  fi
  unlock_build
  return $result
}

build() {
  log=$here/.cache/build.log
  echo "正在构建，第一次要几分钟……" >&2
  # Dated before the build: what changes while it runs is built the next time.
  echo "$JAVA_HOME" >"$built.new"
  (cd "$here" && mvn -B -pl app -am package -Dmaven.test.skip=true) >"$log" 2>&1 || {
    grep -E '^\[ERROR\]|No space left' "$log" | head -n 15 >&2
    echo "构建没有成功，全部输出在 $log" >&2
    return 1
  }
  rm -rf "$app" "$app.new"
  jar=$(ls "$here"/app/target/nongyou-app-*-boot.jar)
  "$JAVA_HOME/bin/java" -Djarmode=tools -jar "$jar" extract --destination "$app.new" >>"$log" 2>&1 9>&- &&
    mv "$app.new"/*.jar "$app.new/nongyou.jar" && mv "$app.new" "$app" && mv "$built.new" "$built" || {
    echo "程序没有铺开，全部输出在 $log" >&2
    return 1
  }
  train >>"$log" 2>&1 9>&- || echo "启动缓存没有做成（不影响使用，启动会慢些），见 $log" >&2
}

# One build at a time in one repository; a second one waits. flock goes away with its processes, Maven too, which goes
# on when the shell above it is killed. Where there is none
# (macOS), a folder that only one can make does it: it holds the builder's process number, and that of a process that
# is no more is taken away.
lock_build() {
  lock=$here/.cache/build.lock
  mkdir -p "$here/.cache" 2>/dev/null && [ -w "$here/.cache" ] && { [ ! -e "$lock" ] || [ -w "$lock" ]; } || {
    echo "不能写 $here/.cache；换有权限的用户，或改它的主人" >&2
    return 1
  }
  if has_flock; then
    exec 9>>"$lock"
    flock -n 9 && return 0
    echo "另一个 ./run 正在构建，等它完成……" >&2
    flock 9
    return
  fi
  said=
  unnamed=0
  trap unlock_build EXIT
  trap 'unlock_build; exit 130' INT
  trap 'unlock_build; exit 143' TERM HUP
  until mkdir "$lock.d" 2>/dev/null; do
    holder=$(cat "$lock.d/pid" 2>/dev/null)
    # It writes its number right after making the folder; one that died in between never will.
    [ -n "$holder" ] && unnamed=0 || unnamed=$((unnamed + 1))
    if [ $unnamed -gt 5 ] || { [ -n "$holder" ] && ! lives "$holder"; }; then
      # Of several that see it, one gets to move it; whether it was still the old one is looked at afterwards.
      mv "$lock.d" "$lock.d.$$" 2>/dev/null || continue
      if [ "$(cat "$lock.d.$$/pid" 2>/dev/null)" = "$holder" ]; then
        rm -rf "$lock.d.$$"
      else
        mv "$lock.d.$$" "$lock.d" 2>/dev/null || rm -rf "$lock.d.$$"
      fi
      unnamed=0
      continue
    fi
    [ -n "$said" ] || echo "另一个 ./run 正在构建，等它完成……（如果没有，删掉 $lock.d）" >&2
    said=yes
    sleep 1
  done
  own_lock=yes
  echo "$$" >"$lock.d/pid"
}

unlock_build() {
  if has_flock; then
    exec 9>&-
  else
    [ -z "${own_lock:-}" ] || rm -rf "$lock.d"
    own_lock=
    trap - EXIT INT TERM HUP
  fi
}

has_flock() { command -v flock >/dev/null 2>&1; }

# lives PID: also a process of another user
lives() { kill -0 "$1" 2>/dev/null || [ -d "/proc/$1" ] || ps -p "$1" >/dev/null 2>&1; }

# The JDK's ahead-of-time cache, from one start on a throw-away database.
train() {
  training=$(mktemp -d "${TMPDIR:-/tmp}/nongyou-train.XXXXXX") || return 1
  # shellcheck disable=SC2086 # the options are words
  "$JAVA_HOME/bin/java" -XX:AOTCacheOutput="$app/nongyou.aot" $java_options \
    -jar "$app/nongyou.jar" train --data "$training/data"
  trained=$?
  rm -rf "$training"
  return $trained
}
