# exit: 3
firstseen inspect
