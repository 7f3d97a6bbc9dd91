#!/bin/sh
# Makes the class archive (AppCDS) with this machine's Java: daemons then start with a third less
# work. Runs the demo for some seconds, on loopback, with its data in a temporary directory.
# An archive that no longer fits the Java that is installed is passed over by the JVM.
set -eu
cache=/var/cache/beibu
share=/usr/share/beibu
mkdir -p "$cache"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
if timeout 120 java "@$share/jvm.options" -Xmx256m -Xlog:cds=off -Xlog:cds+dynamic=off \
    "-Djava.io.tmpdir=$work" "-XX:ArchiveClassesAtExit=$work/beibu.jsa" \
    -jar "$share/beibu.jar" demo --for 5s --port 0 --data "$work/data" >"$work/log" 2>&1 &&
    [ -s "$work/beibu.jsa" ]; then
    install -m 0644 "$work/beibu.jsa" "$cache/beibu.jsa"
else
    rm -f "$cache/beibu.jsa"
    echo "beibu: no class archive could be made; daemons start a second slower" >&2
fi
