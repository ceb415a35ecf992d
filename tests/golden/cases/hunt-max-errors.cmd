# exit: 4
{ echo "{\"a\":1}"; for n in $(seq 300); do echo "{broken"; done; } | firstseen hunt --quiet -j 1 --max-errors 100 -
