firstseen hunt --quiet --source sysmon testdata/exports
