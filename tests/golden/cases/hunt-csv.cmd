firstseen hunt --quiet -f csv testdata/exports
