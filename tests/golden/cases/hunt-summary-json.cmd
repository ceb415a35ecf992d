firstseen hunt --quiet -o $tmp/f.csv --summary-json - testdata/exports | sed -E 's/"(seconds|bytes_per_second|peak_memory_bytes|threads)":[0-9.e+-]+/"\1":0/g'
