#include "facts.h"

#include <cstdlib>
#include <iostream>
#include <utility>

namespace firstseen::bench {
namespace {

using Fact = std::string Facts::*;

constexpr std::pair<std::string_view, Fact> kFacts[] = {
    {"time", &Facts::time},
    {"ingested", &Facts::ingested},
    {"utc_time", &Facts::utc_time},
    {"event_time", &Facts::event_time},
    {"received_time", &Facts::received_time},
    {"epoch_ms", &Facts::epoch_ms},
    {"filetime", &Facts::filetime},
    {"host", &Facts::host},
    {"host_id", &Facts::host_id},
    {"host_ip", &Facts::host_ip},
    {"mac", &Facts::mac},
    {"agent_id", &Facts::agent_id},
    {"user", &Facts::user},
    {"domain", &Facts::domain},
    {"sid", &Facts::sid},
    {"pid", &Facts::pid},
    {"hex_pid", &Facts::hex_pid},
    {"name", &Facts::name},
    {"path", &Facts::path},
    {"command_line", &Facts::command_line},
    {"publisher", &Facts::publisher},
    {"md5", &Facts::md5},
    {"sha1", &Facts::sha1},
    {"sha256", &Facts::sha256},
    {"entity_id", &Facts::entity_id},
    {"guid", &Facts::guid},
    {"parent_pid", &Facts::parent_pid},
    {"parent_hex_pid", &Facts::parent_hex_pid},
    {"parent_name", &Facts::parent_name},
    {"parent_path", &Facts::parent_path},
    {"parent_entity_id", &Facts::parent_entity_id},
    {"parent_guid", &Facts::parent_guid},
    {"ancestry", &Facts::ancestry},
    {"source_ip", &Facts::source_ip},
    {"source_port", &Facts::source_port},
    {"destination_ip", &Facts::destination_ip},
    {"destination_port", &Facts::destination_port},
    {"transport", &Facts::transport},
    {"action", &Facts::action},
    {"direction", &Facts::direction},
    {"sysmon_initiated", &Facts::sysmon_initiated},
    {"funnel_direction", &Facts::funnel_direction},
    {"funnel_event", &Facts::funnel_event},
    {"endgame_opcode", &Facts::endgame_opcode},
    {"endgame_subtype", &Facts::endgame_subtype},
    {"defender_protocol", &Facts::defender_protocol},
    {"defender_action", &Facts::defender_action},
    {"defender_direction", &Facts::defender_direction},
    {"local_ip", &Facts::local_ip},
    {"local_port", &Facts::local_port},
    {"remote_ip", &Facts::remote_ip},
    {"remote_port", &Facts::remote_port},
    {"file_path", &Facts::file_path},
    {"file_name", &Facts::file_name},
    {"file_extension", &Facts::file_extension},
    {"file_size", &Facts::file_size},
    {"event_id", &Facts::event_id},
    {"sequence", &Facts::sequence},
};

Fact fact_named(std::string_view name) {
  for (const auto& [known, fact] : kFacts) {
    if (known == name) return fact;
  }
  std::cerr << "generate: a template names <" << name << ">, which is no fact\n";
  std::exit(1);
}

std::string without_layout(std::string_view text) {
  std::string out;
  bool at_line_start = true;
  for (const char c : text) {
    if (c == '\n') at_line_start = true;
    if (at_line_start && (c == '\n' || c == ' ')) continue;
    at_line_start = false;
    out += c;
  }
  return out;
}

}  // namespace

RecordTemplate::RecordTemplate(std::string_view text) {
  std::string rest = without_layout(text);
  for (auto open = rest.find('<'); open != std::string::npos; open = rest.find('<')) {
    const auto close = rest.find('>', open);
    pieces_.push_back({rest.substr(0, open), fact_named(rest.substr(open + 1, close - open - 1))});
    rest.erase(0, close + 1);
  }
  pieces_.push_back({rest, nullptr});
}

void RecordTemplate::append(const Facts& facts, std::string& out) const {
  for (const Piece& piece : pieces_) {
    out += piece.text;
    if (piece.fact != nullptr) out += facts.*piece.fact;
  }
}

}  // namespace firstseen::bench
