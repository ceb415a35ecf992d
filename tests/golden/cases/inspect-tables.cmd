firstseen inspect --tables sysmon-wazuh
