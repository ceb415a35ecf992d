// FIRSTSEEN_API marks what a shared libfirstseen exports; all else in it is hidden.
#pragma once

#define FIRSTSEEN_API __attribute__((visibility("default")))
