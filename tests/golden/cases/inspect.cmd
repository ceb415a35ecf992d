firstseen inspect --quiet testdata/exports
