# Finds a JDK. Sourced by run and test: find_jdk 25 sets JAVA_HOME, or says in one line what is missing.

# jdk_version HOME: prints the feature version of the JDK in HOME, nothing when there is none.
jdk_version() {
  [ -x "$1/bin/javac" ] && [ -f "$1/release" ] || return 0
  sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
}

find_jdk() {
  wanted=$1
  on_path=$(command -v javac 2>/dev/null || true)
  if [ -n "$on_path" ]; then
    on_path=$(readlink -f "$on_path" 2>/dev/null || echo "$on_path")
    on_path=${on_path%/bin/javac}
  fi
  seen=
  for home in "${JAVA_HOME:-}" "$on_path" /usr/lib/jvm/* /Library/Java/JavaVirtualMachines/*/Contents/Home \
    "${HOME:-/nonexistent}"/.sdkman/candidates/java/* "${HOME:-/nonexistent}"/.jdks/*; do
    [ -n "$home" ] && [ -d "$home" ] || continue
    version=$(jdk_version "$home")
    [ -n "$version" ] || continue
    if [ "$version" -ge "$wanted" ]; then
      JAVA_HOME=$home
      export JAVA_HOME
      return 0
    fi
    seen="$seen $version"
  done
  echo "要 JDK $wanted 或更新的${seen:+（这台机器上只有：$seen）}；装好后重试，或用 JAVA_HOME 指出它在哪里" >&2
  return 1
}
