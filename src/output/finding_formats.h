// The output formats for findings.
#pragma once

#include <functional>
#include <memory>
#include <string_view>
#include <vector>

#include "output/finding_writer.h"

namespace firstseen::output {

struct FindingFormat {
  std::string_view name;                  // as used by -f and -o
  std::string_view kind;                  // of its files, in messages: `a CSV findings file`
  std::vector<std::string_view> endings;  // file name extensions
  // The first bytes of its files, which distinguish them from other files. A file without findings
  // may be empty.
  std::string_view marker;
  std::unique_ptr<FindingWriter> (*make_writer)(LineSink sink);
};

// The first is the default.
const std::vector<FindingFormat>& finding_formats();

// Look up a format by its name, or by the extension of a file name, before that of a compression.
// Return nullptr if not found.
const FindingFormat* find_format(std::string_view name);
const FindingFormat* find_format_of_file(std::string_view path);

// As find_format(); the error has the list of formats.
Result<const FindingFormat*> format_named(std::string_view name);

// Writes all findings of the result until the sink, or `go_on` between two findings, returns false.
void write_findings(const HuntResult& result, const FindingFormat& format, const Style& style,
                    const LineSink& sink, const std::function<bool()>& go_on = {});

}  // namespace firstseen::output
