#!/bin/sh
# Puts the browser libraries into the jar: the few files of each package that pages use, with gzip copies made once.
# Usage: build.sh OUTPUT_DIRECTORY (the classes folder)
set -eu
out=$1
if [ ! -d node_modules ] || [ package-lock.json -nt node_modules/.package-lock.json ]; then
  npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
fi
if [ "$out/static/lib/.stamp" -nt package-lock.json ] && [ "$out/static/lib/.stamp" -nt icons.txt ] && [ "$out/static/lib/.stamp" -nt build.sh ]; then
  exit 0
fi
mkdir -p "$out/static/lib" "$out/icons"
cp node_modules/@tabler/core/dist/css/tabler.min.css "$out/static/lib/tabler.css"
cp node_modules/htmx.org/dist/htmx.min.js "$out/static/lib/htmx.js"
cp node_modules/@noble/ed25519/index.js "$out/static/lib/ed25519.js"
for f in maplibre-gl.mjs maplibre-gl-worker.mjs maplibre-gl-shared.mjs maplibre-gl.css; do
  cp "node_modules/maplibre-gl/dist/$f" "$out/static/lib/$f"
done
sed -i '/^\/\/# sourceMappingURL=/d' "$out"/static/lib/*.js "$out"/static/lib/*.mjs 2>/dev/null || true
while read -r name; do
  case "$name" in ''|'#'*) continue;; esac
  cp "node_modules/@tabler/icons/icons/outline/$name.svg" "$out/icons/$name.svg"
done < icons.txt
touch "$out/static/lib/.stamp"
