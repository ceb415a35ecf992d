// Rejects outputs that would destroy an input of the run, another output, or a file that firstseen
// did not write.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "firstseen/error.h"

namespace firstseen::output {

// A file that a run will write.
struct PlannedOutput {
  std::string option;       // the option that requests it, for messages: `-o`; empty: none
  std::string example;      // an alternative, for hints: `-o ndjson=findings.ndjson`
  std::string path;         // `-` is standard output
  std::string_view kind;    // for messages: `a CSV findings file`
  std::string_view marker;  // first bytes of such a file; empty: they cannot be recognised
};

// What a run reads. `-` is standard input.
struct RunInputs {
  std::vector<std::string> arguments;  // inputs as typed
  std::vector<std::string> files;      // all: inputs and rules, also below directories, and others
};

RunInputs inputs_of(const std::vector<std::string>& arguments, const std::vector<std::string>& rules,
                    std::vector<std::string> others);

// Fails if an output
//   - is a file of `inputs` under any name: a hard link, a symbolic link, `./a` for `a`. Standard
//     output without an option is compared with the arguments only, as the run does not read the
//     file below a directory that it is redirected to;
//   - is the same file as another output, even if that file does not exist yet;
//   - exists, is not empty and does not begin with its marker, or is a disk, unless `overwrite` is
//     set.
//
// Character devices and pipes are allowed, because nothing in them is replaced. Nothing is written, and only
// the beginning of a file to be replaced is read.
Result<void> check_outputs(const std::vector<PlannedOutput>& outputs, const RunInputs& inputs,
                           bool overwrite);

}  // namespace firstseen::output
