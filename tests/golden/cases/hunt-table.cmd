firstseen hunt --quiet testdata/exports
