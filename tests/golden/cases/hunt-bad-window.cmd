# exit: 2
firstseen hunt -w soon testdata/exports
