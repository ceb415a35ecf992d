# exit: 3
printf "%s\n" "{\"a\":1}" | firstseen hunt --quiet -
