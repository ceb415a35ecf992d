// One compiled KQL query, evaluated on one record at a time.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "firstseen/error.h"
#include "firstseen/export.h"

namespace firstseen {

// Immutable: any number of threads may use it at once.
class Query {
 public:
  // Fails with the place of the error in `kql`.
  FIRSTSEEN_API static Result<Query> compile(std::string_view kql);

  FIRSTSEEN_API ~Query();
  FIRSTSEEN_API Query(Query&&) noexcept;
  FIRSTSEEN_API Query& operator=(Query&&) noexcept;

  // Fields that are not in ECS, and values that no field can have.
  FIRSTSEEN_API const Errors& warnings() const;

  // Whether a record in `document`, one JSON document of any shape that firstseen knows, passes the query. A
  // document with several records matches when one of them does. Fails when it is malformed, or holds no record
  // of a known shape. Allocates its working memory in each call (about 50 KiB): to search many records, use
  // run_hunt() or run_normalization().
  FIRSTSEEN_API Result<bool> matches(std::string_view document) const;

 private:
  struct Compiled;
  explicit Query(std::unique_ptr<Compiled> compiled);

  std::unique_ptr<Compiled> compiled_;
};

}  // namespace firstseen
