#!/bin/sh
# /usr/bin/beibu: any command of Beibu, with the JVM options and the class archive of the package.
set -eu
share=/usr/share/beibu
archive=/var/cache/beibu/beibu.jsa
[ ! -r "$archive" ] || set -- "-XX:SharedArchiveFile=$archive" -Xshare:auto -jar "$share/beibu.jar" "$@"
[ -r "$archive" ] || set -- -jar "$share/beibu.jar" "$@"
# shellcheck disable=SC2086 # a list of options
exec java "@$share/jvm.options" ${BEIBU_JAVA_OPTIONS:-} "$@"
