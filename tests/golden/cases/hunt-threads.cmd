# labels: parallel
for j in 1 2 3 8; do firstseen hunt --quiet -f ndjson -j $j testdata/exports | cksum; done
