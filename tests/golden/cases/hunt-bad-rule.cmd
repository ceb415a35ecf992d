# exit: 2
firstseen hunt -r rare-smb testdata/exports
