// Where an object is that may be a record. Internal to this folder.
#pragma once

#include <cstddef>

#include "json/wrappers.h"

namespace firstseen::json {

struct Place {
  std::size_t documents = 0;  // around it
  std::size_t levels = 0;     // between it and the innermost of these
  bool is_record = true;      // it is a record even if no table knows it
  bool in_record = false;     // something around it was taken

  // A document, or an object, within.
  Place document() const { return {documents + 1, 0, is_record, in_record}; }
  Place deeper() const { return {documents, levels + 1, is_record, in_record}; }
  // Whether an object here is looked into.
  bool may_have_others() const { return levels < kMaxLevels && documents < kMaxDocumentsAround; }
};

}  // namespace firstseen::json
