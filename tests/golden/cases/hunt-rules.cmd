firstseen hunt --quiet -f ndjson -r testdata/rules -r rare-smb-to-internet testdata/exports
