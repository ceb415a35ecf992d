// Whole hunts with the built-in rule, for tests.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "firstseen/hunt.h"
#include "output/finding_writer.h"

namespace firstseen::test {

HuntRequest request_for(std::vector<std::string> inputs);

// What run_hunt() says; its ledger must add up.
HuntResult run(const HuntRequest& request);

// All of a finding but its place, and its history flag where that may differ.
std::string content(const Finding& finding, bool with_history = true);

// Of each finding of the result, in its order.
std::vector<std::string> contents(const HuntResult& result, bool with_history = true);

// Line, offset and record.
std::string place(const Finding& finding);

// All that a result says, but for what the machine adds.
std::string everything(const HuntResult& result);

// Records of connections, every shape in turn.
std::vector<std::string> mixed_records(std::size_t count);

// One record per line.
std::string lines_of(const std::vector<std::string>& records);

// Findings as they are written in the format of that name.
std::string written(const std::vector<Finding>& findings, std::string_view format,
                    const output::Style& style = {});

}  // namespace firstseen::test
