# exit: 3
firstseen inspect --quiet </dev/null
