// Refuses outputs that would destroy something: an input of the run, another output, or a file that firstseen
// did not write.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "firstseen/error.h"

namespace firstseen::output {

// A file that a run is to write.
struct PlannedOutput {
  std::string option;       // that asks for it, as messages name it: `-o`
  std::string example;      // how else it could be given: `-o ndjson=findings.ndjson`
  std::string path;         // `-` is standard output
  std::string_view kind;    // as messages name it: `a CSV findings file`
  std::string_view marker;  // what a file of this kind begins with; empty: it cannot be told from others
};

// All files that a run reads: inputs, with what is found below directories; rules, likewise; and others.
std::vector<std::string> files_read(const std::vector<std::string>& inputs,
                                    const std::vector<std::string>& rules, std::vector<std::string> others);

// Fails when an output
//   - is one of `inputs` (`-` is standard input) by any name: a hard link, a symbolic link, `./a` for `a`;
//   - is the file of another output as well, which need not exist yet;
//   - exists, is not empty and does not begin with its marker, unless `overwrite` allows that.
// Devices and pipes pass, as nothing in them is replaced. Nothing is written, and only the beginning of what
// an output would replace is read.
Result<void> check_outputs(const std::vector<PlannedOutput>& outputs, const std::vector<std::string>& inputs,
                           bool overwrite);

}  // namespace firstseen::output
