// Reads a zip (APPNOTE 4.3) in the order of its bytes: what is there counts, not what the central directory names.
//
//   bytes of no record │ local header, data, data descriptor │ … │ central directory │ end │ …
//
// The directory is compared with the members, so that what a reader by the directory would find is not missed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "archive/lookahead.h"
#include "firstseen/error.h"

namespace firstseen::archive {

// Returns where the first local header, entry of a central directory or end record in `bytes` begins, npos if there is
// none.
std::size_t find_zip_record(std::string_view bytes);

class ZipRecords {
 public:
  enum class Kind : std::uint8_t {
    kMember,  // the source is at its data
    kAside,   // bytes of an extra field or comment that may be documents
    kBeside,  // the source is at bytes of no record
    kEnd
  };

  struct Member {
    std::string name;
    bool encrypted = false;
    bool described = false;                  // a data descriptor may follow the data
    std::optional<std::uint64_t> data_size;  // nullopt: unknown
    std::string header;  // a local header of the same data, without what matters to other programs only
    bool lacks_checksum = false;
  };

  explicit ZipRecords(Lookahead& source) : source_(source) {}

  Kind next();

  const Member& member() const { return member_; }
  // REQUIRES: the source is after the data of the member, and nothing or a part of its descriptor is taken.
  void end_member();
  // Takes the bytes up to the next record: REQUIRES: the data of the member cannot be unpacked and its size is unknown.
  void skip_to_record();

  std::string take_aside() { return std::exchange(aside_, {}); }

  // What may be missed; known at the end.
  std::optional<Error> problem() const;

 private:
  // What is compared of a member.
  struct Described {
    std::uint64_t header = 0;  // offset
    std::uint64_t data = 0;    // members: offset; directory: size
    std::uint64_t end = 0;     // members: offset, descriptor included
    std::uint16_t method = 0;
    bool encrypted = false;
    bool export_name = false;
    bool has_descriptor = false;
  };

  bool take_record(std::string_view record);
  bool take_member(std::string_view record);
  bool take_directory_entry(std::string_view record);
  bool take_end(std::string_view record);
  void look_aside(std::string_view bytes);
  void compare(std::uint64_t begin);
  bool fits(const Described& named, std::uint64_t begin) const;

  Lookahead& source_;
  Member member_;
  std::string aside_;
  std::vector<Described> members_;          // since the last end, in order
  std::vector<Described> named_;            // by the central directory
  std::optional<std::uint64_t> directory_;  // offset of the central directory
  std::uint64_t zip64_directory_ = 0;       // as the end record of zip64 has it
  bool open_ = false;                       // no end was read after the last record
  bool differs_ = false;
};

}  // namespace firstseen::archive
