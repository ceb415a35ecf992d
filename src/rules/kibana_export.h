// Reads Kibana's rule export: one rule, exception list or exception item per line.
#pragma once

#include <string_view>

#include "rules/loader.h"

namespace firstseen::rules {

// Adds the rules of `text`, the content of `file`, with the exceptions of their lists.
void read_kibana_export(std::string_view text, const std::string& file, LoadedRules& loaded);

}  // namespace firstseen::rules
