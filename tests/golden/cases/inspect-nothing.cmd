# exit: 2
firstseen inspect
