# exit: 2
firstseen inspect --tables sysmon-wazuh testdata/exports
