// generate ecs|mixed|nxlog (--bytes N | --records N) [--seed N] [--shuffled] [--long-texts]
//          [--matches FILE]
// Writes made-up endpoint events to standard output, the same for the same arguments, as NDJSON:
//   ecs    Elastic Defend alone
//   mixed  all five sources, each machine with one of them
//   nxlog  the logs of Windows hosts by NXLog
// --bytes       stop with the record that reaches so many bytes
// --shuffled    the same records, with the keys of every object in an order that each record has alone
// --long-texts  some command lines are long; the longest record has close to 1 MiB
// --matches     write `address milliseconds-since-1970` of every record that rare-smb-to-internet matches to
//               FILE
// world.h says what happens in them.
#include <charconv>
#include <cstdint>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <string>
#include <string_view>
#include <vector>

#include "shuffle.h"
#include "templates.h"
#include "world.h"

namespace firstseen::bench {
namespace {

constexpr std::size_t kBlockBytes = 1 << 20;

struct Export {
  std::string_view name;
  const std::vector<Source>& (*sources)();
};

constexpr Export kExports[] = {{"ecs", elastic_defend}, {"mixed", all_sources}, {"nxlog", nxlog}};

struct Options {
  const std::vector<Source>* sources = nullptr;
  std::uint64_t bytes = 0;  // either this or `records` is the goal
  std::uint64_t records = 0;
  std::uint64_t seed = 1;
  bool shuffled = false;
  bool long_texts = false;
  std::string matches_file;
};

bool read_number(std::string_view text, std::uint64_t& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size();
}

const std::vector<Source>* sources_named(std::string_view name) {
  for (const Export& known : kExports) {
    if (known.name == name) return &known.sources();
  }
  return nullptr;
}

bool read_options(int argc, char** argv, Options& options) {
  if (argc < 2) return false;
  options.sources = sources_named(argv[1]);
  if (options.sources == nullptr) return false;
  for (int i = 2; i < argc; ++i) {
    const std::string_view name = argv[i];
    bool* const flag = name == "--shuffled"     ? &options.shuffled
                       : name == "--long-texts" ? &options.long_texts
                                                : nullptr;
    if (flag != nullptr) {
      *flag = true;
      continue;
    }
    if (++i == argc) return false;
    if (name == "--matches") {
      options.matches_file = argv[i];
      continue;
    }
    std::uint64_t* number = name == "--bytes"     ? &options.bytes
                            : name == "--records" ? &options.records
                            : name == "--seed"    ? &options.seed
                                                  : nullptr;
    if (number == nullptr || !read_number(argv[i], *number)) return false;
  }
  return (options.bytes == 0) != (options.records == 0);
}

const RecordTemplate& record_template(const Source& source, Kind kind) {
  switch (kind) {
    case Kind::kNetwork: return source.network;
    case Kind::kProcess: return source.process;
    case Kind::kFile: break;
  }
  return source.file;
}

bool write(const std::string& block) {
  return std::fwrite(block.data(), 1, block.size(), stdout) == block.size();
}

// Whether everything could be written.
bool generate(const Options& options) {
  World world(options.seed, options.long_texts);
  std::ofstream matches;
  if (!options.matches_file.empty()) matches.open(options.matches_file);
  const std::uint64_t goal = options.bytes + options.records;
  Random order(options.seed);
  std::string block, record;
  for (std::uint64_t done = 0; done < goal;) {
    const Event event = world.next(static_cast<double>(done) / static_cast<double>(goal));
    const Source& source = (*options.sources)[event.machine % options.sources->size()];
    record.clear();
    record_template(source, event.kind).append(world.facts(), record);
    if (options.shuffled) record = shuffled(record, order);
    block += record;
    block += '\n';
    done += options.bytes != 0 ? record.size() + 1 : 1;
    if (event.matches) matches << world.facts().destination_ip << ' ' << event.millis << '\n';
    if (block.size() >= kBlockBytes) {
      if (!write(block)) return false;
      block.clear();
    }
  }
  matches.flush();
  return write(block) && std::fflush(stdout) == 0 && (options.matches_file.empty() || matches.good());
}

}  // namespace
}  // namespace firstseen::bench

int main(int argc, char** argv) {
  firstseen::bench::Options options;
  if (!read_options(argc, argv, options)) {
    std::cerr << "usage: generate ecs|mixed|nxlog (--bytes N | --records N) [--seed N] [--shuffled]"
                 " [--long-texts] [--matches FILE]\n";
    return 2;
  }
  if (!firstseen::bench::generate(options)) {
    std::cerr << "generate: could not write everything\n";
    return 1;
  }
}
