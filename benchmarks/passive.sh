#!/bin/sh
# Passive timing of 20 million packets beside tcptrace, tshark and tcpdump in the same run; prints the
# ratios. The same as ./beibu bench passive; see PassiveSpeed.java for what is measured.
#
#   benchmarks/passive.sh [--packets N] [--rounds N] [--captures DIR]
#
# The file is made at the first run (a minute, 2 GB) and kept in benchmarks/target/captures.
exec "$(dirname "$(readlink -f "$0")")/../beibu" bench passive "$@"
