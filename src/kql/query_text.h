// The text of a query and its file, from which every stage locates its errors.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "firstseen/error.h"

namespace firstseen::kql {

// Holds views: the text and the file name must outlive this.
struct QueryText {
  std::string_view text;
  std::string_view file;  // empty for a query from the command line

  // Makes an error about `length` bytes of the text at `offset`.
  Error error_at(std::size_t offset, std::size_t length, std::string message, std::string hint = {}) const {
    Error error{std::move(message), std::move(hint)};
    error.spot = spot_at(text, offset, length, std::string(file));
    return error;
  }
};

}  // namespace firstseen::kql
