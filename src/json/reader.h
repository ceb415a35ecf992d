// Reads JSON documents in one walk, and emits the values of their records at the requested paths.
// Nothing outside this folder uses simdjson.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>

#include "json/path_table.h"
#include "json/raw_record.h"
#include "json/wrappers.h"

namespace firstseen::json {

// Bytes after a document that must be readable (their content does not matter).
inline constexpr std::size_t kPadding = 64;

// A document with arrays and objects nested deeper than this is a reject.
inline constexpr std::size_t kMaxDepth = 256;

// Further records of a document, in an array or a wrapper, are not read. Together they are one
// reject.
inline constexpr std::size_t kMaxRecordsPerDocument = 1'000'000;

// Patterns do not find fields with a longer path.
inline constexpr std::size_t kMaxNameBytes = 1024;

// The maximum nesting of documents in strings. A string below is a plain value.
inline constexpr std::size_t kMaxEmbedding = 4;

// Why a document, or a record of it, was not read.
enum class ReadError : std::uint8_t { kNone, kMalformed, kTooDeep, kTooManyRecords, kAmbiguousTable };

struct ReadOutcome {
  ReadError error = ReadError::kNone;
  std::string_view reason;  // static text; empty without an error
  // The document had invalid UTF-8, which was read as U+FFFD, or control characters in strings, which were read as they are.
  bool repaired = false;
  bool wrapper = false;  // the document was a wrapper; it may have had no record
  bool damaged_inside =
      false;  // a document in a string was cut or had a bad byte; what is whole of it was read
  // What follows the first object or array of the text, and was not read; valid until the next read().
  std::string_view rest = {};

  bool ok() const { return error == ReadError::kNone; }
};

// What an object that is shown to a sink is.
enum class Asked : std::uint8_t {
  kDocument,  // a document, or an element of an array of documents
  kAlike,     // a document like an earlier one that was taken, if it need not be looked into either
  kWithin,    // something in one, of which nothing says that it is a record
  kInRecord,  // likewise, in one that was taken: a network event has addresses then, else it is that record once more
  kRespelled,  // as kWithin, but made of one with the keys of tables that are known in other spellings: only these read it
  kRespelledInRecord,  // both
  kOfParts,            // made of the parts of one that is known, but lacks some: taken only with all of them
  kForced,             // what was an envelope, in which there is no event
};

// What a sink made of it.
enum class Answer : std::uint8_t {
  kTaken,
  kTakenLookInto,  // likewise, but other records may be in it
  kTakenOfParts,   // likewise, or it may have the parts of an event of Windows, too
  kEnvelope,       // nothing yet: a known shape, but without the fields of an event. Never if forced.
  kUnknown,        // nothing: the shape is unknown
  kRespelled,  // nothing yet: some of its keys may be another spelling. Only for a document, or within one
  kLacking,  // nothing yet: a known shape, but some of what it should have may be under keys in another spelling
  kSeveral,  // nothing yet: a known shape, but several documents are in the place of one. Never if forced
  kTimeless,  // nothing yet: no clock of its shape has a value. Never if it has a value at Wrappers::found_time
};

// Receives the records of a document one after another.
class RecordSink {
 public:
  virtual ~RecordSink() = default;
  // The record, its values and their views are valid during the call.
  virtual Answer record(const RawRecord& record, Asked asked) = 0;
  // A record is of unknown shape.
  virtual void unknown() = 0;
  // Among records there was something else than an object, or several times.
  virtual void no_objects(std::size_t count) = 0;
};

// How much of a document must be well-formed.
enum class Validation : std::uint8_t {
  kOnTheWay,    // its tokens, and the inside of the scalars at requested paths
  kEverything,  // the inside of every key and scalar
};

// Whether documents that differ from earlier ones only in their values are read by those (json/templates/templates.h). What
// is read does not depend on it.
enum class Templating : std::uint8_t {
  kNone,     // the walk reads every document
  kPlain,    // without vector instructions
  kFastest,  // with those that the processor has
};

// Not thread-safe.
class Reader {
 public:
  // `table` must be compiled. `table` and `wrappers` must outlive the reader.
  // Templates are not used with Validation::kEverything.
  Reader(const PathTable& table, const Wrappers& wrappers, Validation validation = Validation::kOnTheWay,
         Templating templating = Templating::kFastest);
  ~Reader();
  Reader(Reader&&) noexcept;
  Reader& operator=(Reader&&) noexcept;

  // Reads one JSON object, or an array of objects, each of which is a record; what is no object in it is passed over,
  // unless nothing is one. Removes wrappers. NaN, Infinity and -Infinity are read as null. kPadding bytes after `text`
  // must be readable. Records that were emitted before an error are correct. Throws std::bad_alloc if memory runs out.
  ReadOutcome read(std::string_view text, RecordSink& sink);

  // Reads what tables know within an object or array that is no record by itself, such as an element of a damaged document
  // with what is around it.
  ReadOutcome read_within(std::string_view text, RecordSink& sink);

  // Whether a malformed document has an array of objects under a key of a wrapper.
  bool has_wrapper(std::string_view malformed) const;

  // Whether a text has a run of zeros, which take the place of lost blocks of a disk.
  static bool has_lost_block(std::string_view text);

  // Whether a malformed document may have held more than one record: it begins an array of objects, has one as a member, or
  // the key of a wrapper followed by one, has a lost block, or a part of an archive or of compressed data begins in it.
  bool may_hold_records(std::string_view malformed) const;

  // The number of documents that were read by templates, and the memory that these take.
  std::uint64_t fitted() const;
  std::size_t template_bytes() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace firstseen::json
