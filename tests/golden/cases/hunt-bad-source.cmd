# exit: 2
firstseen hunt --quiet --source splunk testdata/exports
