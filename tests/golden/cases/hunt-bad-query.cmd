# exit: 2
firstseen hunt -q 'destination.port: (139 or smb)' testdata/exports
