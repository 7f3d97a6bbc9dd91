#!/bin/sh
# Lists each library of a directory of jars with the licence that its own archive names.
set -eu
library=$1
echo 'Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/'
echo 'Upstream-Name: Beibu'
echo
echo 'Libraries in /usr/share/beibu/lib, and the licences that they name themselves:'
for jar in "$library"/*.jar; do
    name=$(basename "$jar" .jar)
    case $name in beibu-*) continue ;; esac
    licence=$(unzip -p "$jar" META-INF/MANIFEST.MF 2>/dev/null | tr -d '\r' |
        awk '/^Bundle-License:/ { sub(/^[^:]*: */, ""); line = $0; while ((getline more) > 0 && more ~ /^ /) line = line substr(more, 2); print line; exit }')
    [ -n "$licence" ] || licence=$(unzip -p "$jar" 'META-INF/maven/*/*/pom.xml' 2>/dev/null | tr -d '\n\r' |
        sed -n 's:.*<license>[^<]*<name>\([^<]*\)</name>.*:\1:p')
    [ -n "$licence" ] || licence=$(awk -F '\t' -v n="$name" 'index(n, $1) == 1 { print $2; exit }' "$(dirname "$0")/licences.tsv")
    [ -n "$licence" ] || {
        echo "$name: no licence named: look it up and add it to licences.tsv" >&2
        exit 1
    }
    printf ' %s: %s\n' "$name" "$licence"
done
