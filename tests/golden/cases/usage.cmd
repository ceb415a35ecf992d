# exit: 2
firstseen; firstseen hunt --sinze 2026-03-01 x; firstseen hunt -f xml x; firstseen rules show
