#!/bin/sh
# Verifies and opens a bundle with other people's tools alone: unzip, ssh-keygen, age and what every Unix has.
#
#   open_bundle.sh BUNDLE ALLOWED_SIGNERS SIGNER AGE_IDENTITY TARGET_FOLDER
#
# Checks, in this order: signature of the header, hash and length of the sealed body, hash of DOC-TOI.txt, the seal,
# that the body belongs to this header, and size and SHA-256 of every entry. Ends with 0 and the entries in TARGET_FOLDER,
# or with the number of the step that failed.
set -eu
bundle=$1 signers=$2 signer=$3 identity=$4 target=$5
outer=$(mktemp -d)
trap 'rm -rf "$outer"' EXIT

fail() { echo "$2" >&2; exit "$1"; }
hash_of() { sha256sum < "$1" | cut -d ' ' -f 1; }
# The header is canonical JSON: keys are sorted and nothing is spaced, so "body" comes first and these patterns suffice.
of_body() { sed -n "s/^{\"body\":{[^}]*\"$1\":\"\{0,1\}\([0-9a-f]*\).*/\1/p" "$outer/header.json"; }

unzip -q -X "$bundle" header.json header.json.sig DOC-TOI.txt body.age -d "$outer" || fail 2 'not a bundle'
ssh-keygen -q -Y verify -f "$signers" -I "$signer" -n xaso-bundle -s "$outer/header.json.sig" < "$outer/header.json" \
    || fail 3 'the signature of the header does not hold'
[ "$(of_body sha256)" = "$(hash_of "$outer/body.age")" ] || fail 4 'the sealed body has another hash'
[ "$(of_body length)" = "$(wc -c < "$outer/body.age" | tr -d ' ')" ] || fail 4 'the sealed body has another length'
[ "$(of_body readme)" = "$(hash_of "$outer/DOC-TOI.txt")" ] || fail 5 'DOC-TOI.txt has another hash'
age -d -i "$identity" -o "$outer/body.zip" "$outer/body.age" || fail 6 'the seal does not open'

mkdir -p "$target"
unzip -q -X "$outer/body.zip" -d "$target" || fail 7 'the body is no zip'
sed 's/^{"body":{[^}]*},/{/' "$outer/header.json" > "$outer/core.json"
[ "$(cat "$target/header.sha256")" = "$(hash_of "$outer/core.json")" ] || fail 8 'the body belongs to another header'

grep -o '{"path":"[^"]*","sha256":"[0-9a-f]*","size":[0-9]*' "$target/manifest.json" \
    | sed 's/{"path":"\([^"]*\)","sha256":"\([0-9a-f]*\)","size":\([0-9]*\)/\1 \2 \3/' > "$outer/entries"
while read -r path sha256 size; do
    [ "$(hash_of "$target/$path")" = "$sha256" ] || fail 9 "$path has another hash"
    [ "$(wc -c < "$target/$path" | tr -d ' ')" = "$size" ] || fail 9 "$path has another size"
done < "$outer/entries"
listed=$(wc -l < "$outer/entries")
found=$(find "$target" -type f | wc -l)
[ $((listed + 2)) -eq "$found" ] || fail 9 'an entry is not in the manifest'
echo "ok: $((listed)) entries"
