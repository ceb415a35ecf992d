// Rules by name, from files and from directories.
#pragma once

#include <string>
#include <vector>

#include "firstseen/error.h"
#include "firstseen/rule.h"

namespace firstseen::rules {

// The files that load_rules() reads for these arguments, in the same order; an argument that is neither a
// name nor a directory counts as a file.
std::vector<std::string> list_rule_files(const std::vector<std::string>& arguments);

// What load_rules() makes of the arguments, all that is wrong with them included.
LoadedRules load_all(const std::vector<std::string>& arguments);

// Two rules find the same things.
bool same_meaning(const Rule& a, const Rule& b);

}  // namespace firstseen::rules
