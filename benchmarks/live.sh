#!/bin/sh
# Live capture at 500,000 packets a second on a virtual cable: what the kernel drops under beibu rtt,
# beibu probe and tcpdump -w in the same conditions, and whether every drop is exported. Root only.
# The same as ./beibu bench live; see LiveDrops.java for what is measured.
#
#   benchmarks/live.sh [--pps N] [--packets-live N] [--rounds N] [--captures DIR]
exec "$(dirname "$(readlink -f "$0")")/../beibu" bench live "$@"
