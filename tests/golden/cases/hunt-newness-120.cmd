COLUMNS=120 firstseen hunt --quiet --gap 3d --only-full testdata/exports
