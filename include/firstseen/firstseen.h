// All of firstseen's public headers. docs/embedding.md shows a program that uses them.
#pragma once

#include "firstseen/error.h"
#include "firstseen/hunt.h"
#include "firstseen/inspect.h"
#include "firstseen/ip_address.h"
#include "firstseen/normalize.h"
#include "firstseen/output.h"
#include "firstseen/partial.h"
#include "firstseen/query.h"
#include "firstseen/rule.h"
#include "firstseen/timestamp.h"
#include "firstseen/version.h"
