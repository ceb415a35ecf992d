// Whole hunts with the built-in rule, for tests.
#pragma once

#include <string>
#include <vector>

#include "firstseen/hunt.h"
#include "output/finding_writers.h"

namespace firstseen::test {

HuntRequest request_for(std::vector<std::string> inputs);

// What run_hunt() says; its ledger must add up.
HuntResult run(const HuntRequest& request);

// All of a finding but its place, and its history flag where that may differ.
std::string content(const Finding& finding, bool with_history = true);

// Line, offset and record.
std::string place(const Finding& finding);

// All that a result says, but for what the machine adds.
std::string everything(const HuntResult& result);

// Findings as they are written.
std::string written(const std::vector<Finding>& findings, output::Format format,
                    const output::TableStyle& style = {});

}  // namespace firstseen::test
