# exit: 2
firstseen inspect --tables sysmon-wazu
