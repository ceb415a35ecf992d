// The formats of findings, one row each.
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "output/finding_writer.h"

namespace firstseen::output {

struct FindingFormat {
  std::string_view name;                  // as -f and -o name it
  std::string_view kind;                  // of its files, as messages name them: `a CSV findings file`
  std::vector<std::string_view> endings;  // of the names of its files
  // What its files begin with, so that they can be told from other files. A file without findings may be
  // empty.
  std::string_view marker;
  std::unique_ptr<FindingWriter> (*make_writer)(LineSink sink);
};

// The first is the default.
const std::vector<FindingFormat>& finding_formats();

// nullptr when there is none of that name, or for files of that name.
const FindingFormat* find_format(std::string_view name);
const FindingFormat* find_format_of_file(std::string_view path);

// All findings of the result, until the sink wants no more.
void write_findings(const HuntResult& result, const FindingFormat& format, const Style& style,
                    const LineSink& sink);

}  // namespace firstseen::output
