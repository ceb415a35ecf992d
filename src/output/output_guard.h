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
  std::string option;       // the option that requests it, for messages: `-o`
  std::string example;      // an alternative, for hints: `-o ndjson=findings.ndjson`
  std::string path;         // `-` is standard output
  std::string_view kind;    // for messages: `a CSV findings file`
  std::string_view marker;  // first bytes of such a file; empty: they cannot be recognised
};

// Returns all files that a run reads: inputs and rules, including the files below directories, and
// `others`.
std::vector<std::string> files_read(const std::vector<std::string>& inputs,
                                    const std::vector<std::string>& rules, std::vector<std::string> others);

// Fails if an output
//   - is one of `inputs` (`-` is standard input) under any name: a hard link, a symbolic link, `./a`
//     for `a`;
//   - is the same file as another output, even if that file does not exist yet;
//   - exists, is not empty and does not begin with its marker, unless `overwrite` is set.
//
// Devices and pipes are allowed, because nothing in them is replaced. Nothing is written, and only
// the beginning of a file to be replaced is read.
Result<void> check_outputs(const std::vector<PlannedOutput>& outputs, const std::vector<std::string>& inputs,
                           bool overwrite);

}  // namespace firstseen::output
