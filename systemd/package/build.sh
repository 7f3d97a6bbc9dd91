#!/bin/sh
# Packs what was built: ./beibu package calls it as  build.sh ROOT JAVA OUT.
# Makes OUT/beibu_VERSION_all.deb and OUT/beibu-VERSION.tar.gz; the same sources give the same octets.
set -eu
root=$1
java=$2
out=$3
here=$root/systemd/package
version=$(sed -n 's:.*<version>\(.*\)</version>.*:\1:p' "$root/pom.xml" | head -n 1)
version=${BEIBU_PACKAGE_VERSION:-$version}
stamp=$(sed -n 's:.*<project.build.outputTimestamp>\(.*\)</project.*:\1:p' "$root/pom.xml")
SOURCE_DATE_EPOCH=$(date -u -d "$stamp" +%s)
export SOURCE_DATE_EPOCH LC_ALL=C
umask 022
tree=$out/tree
rm -rf "$tree" "$out/control"
mkdir -p "$tree/usr/bin" "$tree/usr/share/beibu" "$tree/usr/share/man/man1" "$tree/etc/beibu" \
    "$tree/usr/share/doc/beibu/examples" "$tree/usr/share/doc/beibu/adr" "$tree/lib/systemd/system" \
    "$tree/usr/lib/sysusers.d" "$tree/usr/lib/tmpfiles.d" \
    "$tree/usr/share/bash-completion/completions" "$out/control"

install -m 0755 "$here/launcher.sh" "$tree/usr/bin/beibu"
install -m 0755 "$here/make-archives.sh" "$tree/usr/share/beibu/make-archives"
install -m 0644 "$root/cli/target/beibu.jar" "$root/systemd/jvm.options" "$tree/usr/share/beibu/"
mkdir "$tree/usr/share/beibu/lib"
install -m 0644 "$root"/cli/target/lib/*.jar "$tree/usr/share/beibu/lib/"
install -m 0644 "$root"/systemd/*.service "$tree/lib/systemd/system/"
for timer in "$root"/systemd/*.timer; do
    [ ! -e "$timer" ] || install -m 0644 "$timer" "$tree/lib/systemd/system/"
done
install -m 0644 "$root/systemd/beibu.sysusers" "$tree/usr/lib/sysusers.d/beibu.conf"
install -m 0644 "$root/systemd/beibu.tmpfiles" "$tree/usr/lib/tmpfiles.d/beibu.conf"
install -m 0640 "$root/systemd/beibu.yaml" "$tree/etc/beibu/beibu.yaml"
install -m 0644 "$root"/systemd/*.conf "$tree/usr/share/doc/beibu/examples/"
install -m 0644 "$root/README.md" "$root"/docs/*.md "$tree/usr/share/doc/beibu/"
install -m 0644 "$root"/docs/adr/*.md "$tree/usr/share/doc/beibu/adr/"
gzip -9nc "$root/CHANGELOG.md" >"$tree/usr/share/doc/beibu/changelog.gz"

# Licences of everything that is shipped: name, and what the archive says of itself.
"$here/licences.sh" "$root/cli/target/lib" >"$tree/usr/share/doc/beibu/copyright"

beibu="$java @$root/systemd/jvm.options -jar $root/cli/target/beibu.jar"
$beibu manual "$tree/usr/share/man/man1"
gzip -9n "$tree"/usr/share/man/man1/*.1
$beibu completion | sed '/^# *\(Generated\|Date\)/d; /^ *#.*[0-9][0-9]:[0-9][0-9]:[0-9][0-9]/d' \
    >"$tree/usr/share/bash-completion/completions/beibu"
find "$tree" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +

for script in postinst prerm postrm; do install -m 0755 "$here/$script" "$out/control/$script"; done
install -m 0644 "$here/triggers" "$out/control/triggers"
echo /etc/beibu/beibu.yaml >"$out/control/conffiles"
(cd "$tree" && find . -type f ! -path './etc/*' -printf '%P\n' | sort | xargs -d '\n' md5sum) >"$out/control/md5sums"
size=$(du -sk --apparent-size "$tree" | cut -f 1)
sed "s/@VERSION@/$version/; s/@SIZE@/$size/" "$here/control.in" >"$out/control/control"
rm -rf "$tree/DEBIAN"
cp -r "$out/control" "$tree/DEBIAN"
find "$tree/DEBIAN" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
dpkg-deb --root-owner-group -Zgzip --build "$tree" "$out/beibu_${version}_all.deb" >&2
rm -rf "$tree/DEBIAN"
tar -C "$tree" --sort=name --owner=0 --group=0 --numeric-owner --mtime="@$SOURCE_DATE_EPOCH" \
    --transform "s:^\./:beibu-$version/:" -cf - . | gzip -9n >"$out/beibu-$version.tar.gz"
rm -rf "$tree" "$out/control"
echo "$out/beibu_${version}_all.deb"
echo "$out/beibu-$version.tar.gz"
