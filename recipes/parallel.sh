#!/bin/sh
# Searches in n shards with GNU parallel, and merges them. Usage: parallel.sh <n> <files...>
# More machines: add --sshloginfile hosts.txt --transferfile and --return, see parallel(1).
set -eu
n=$1
shift
run=${FD_RESERVATION:-npx fd-reservation}
blobs=$(mktemp -d)
trap 'rm -rf "$blobs"' EXIT

# A shard that finds a violation exits with 1 and has written its file: only 2 means that there is no result.
seq "$n" | parallel --will-cite --halt soon,fail=1 "
  $run check $(printf "'%s' " "$@") --shard {}/$n --blob $blobs/{}.json || [ \$? -eq 1 ]"

$run merge "$blobs"/*.json
