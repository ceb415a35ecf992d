firstseen hunt --quiet --exclude testdata/exclude.txt --summary-json $tmp/s -o ndjson=- testdata/exports && grep -o '"excluded":\[[^]]*]' $tmp/s
