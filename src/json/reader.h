// Walks record texts once and hands out what they hold at the wanted paths. Together with its internal
// headers the one door to simdjson's first stage.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>

#include "json/path_table.h"
#include "json/raw_record.h"
#include "json/wrappers.h"

namespace firstseen::json {

// Bytes behind a text that must be readable (their content does not matter).
inline constexpr std::size_t kPadding = 64;

// Arrays and objects nested deeper than this are not followed: the record is a reject.
inline constexpr std::size_t kMaxDepth = 256;

// Of an array of records, or of what a wrapper holds, further ones are not read: they are one reject.
inline constexpr std::size_t kMaxRecordsPerDocument = 1'000'000;

// A field whose path is longer is found by no pattern.
inline constexpr std::size_t kMaxNameBytes = 1024;

// Documents in strings in documents in strings …: beyond this many levels a string stays a string.
inline constexpr std::size_t kMaxEmbedding = 4;

// Why a text, or a record of it, was not read.
enum class ReadError : std::uint8_t { kNone, kMalformed, kTooDeep, kTooManyRecords, kAmbiguousTable };

struct ReadOutcome {
  ReadError error = ReadError::kNone;
  std::string_view reason;  // static text; empty without an error
  bool repaired = false;    // the text held invalid UTF-8, which was read as U+FFFD
  bool wrapper = false;     // the text was a wrapper; it may have held no record

  bool ok() const { return error == ReadError::kNone; }
};

// Takes the records of a text, one after another.
class RecordSink {
 public:
  virtual ~RecordSink() = default;
  // False: the record is of no known shape, so that it may be a wrapper around others. The record, its values
  // and their views are valid during the call.
  virtual bool record(const RawRecord& record) = 0;
  // The record just refused is no wrapper either.
  virtual void unknown() = 0;
};

// How much of a text must be well-formed.
enum class Validation : std::uint8_t {
  kOnTheWay,    // its tokens, and the inside of the scalars at wanted paths
  kEverything,  // the inside of every key and scalar
};

// One thread's reader.
class Reader {
 public:
  // `table` must be compiled; both must outlive the reader.
  Reader(const PathTable& table, const Wrappers& wrappers, Validation validation = Validation::kOnTheWay);
  ~Reader();
  Reader(Reader&&) noexcept;
  Reader& operator=(Reader&&) noexcept;

  // One JSON object, or an array of objects of which each is a record; wrappers are peeled. kPadding bytes
  // behind `text` must be readable. Records that were handed out before an error was met have been read
  // correctly. Throws std::bad_alloc when memory runs out.
  ReadOutcome read(std::string_view text, RecordSink& sink);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace firstseen::json
