#include "cli/report.h"

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <utility>

#include "cli/exit_status.h"
#include "cli/monitor.h"
#include "cli/option_table.h"
#include "cli/terminal.h"
#include "output/escape.h"
#include "output/sink.h"

namespace firstseen::cli {
namespace {

constexpr std::size_t kShownRuleWarnings = 5;  // more are only counted

int signal_status() {
  return caught_signal() == SIGTERM ? kTerminated : kInterrupted;
}

std::uint64_t peak_memory_bytes() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  return static_cast<std::uint64_t>(usage.ru_maxrss) * 1024;  // in KiB on Linux
}

// Returns the option that fills a member of a request, as a prefix: `--timestamp-field: `. Empty if
// there is none.
std::string option_of(std::string member) {
  if (member.empty()) return {};
  std::replace(member.begin(), member.end(), '_', '-');
  for (const OptionRow& row : option_table()) {
    if (row.name == "--" + member) return std::string(row.name) + ": ";
  }
  return {};
}

}  // namespace

int print(std::string_view text) {
  const auto written = output::write_all(STDOUT_FILENO, text);
  return written ? kDone : failed(written.error());
}

void say(std::string_view text) {
  (void)output::write_all(STDERR_FILENO, output::lines_for_terminal(text));
}

void say_lines(std::string_view lines) {
  std::string text;
  while (!lines.empty()) {
    const std::size_t end = std::min(lines.find('\n'), lines.size() - 1) + 1;
    (text += "firstseen: ") += lines.substr(0, end);
    lines.remove_prefix(end);
  }
  say(text);
}

int refuse(const Error& error) {
  say("firstseen: " + option_of(error.member) + to_text(error) + "\n");
  return caught_signal() != 0 ? signal_status() : kNotRun;
}

int refuse(const Errors& errors) {
  int status = kNotRun;
  for (const Error& error : errors) status = refuse(error);
  return status;
}

void say_passed_over(const std::vector<Error>& notes) {
  for (const Error& note : notes) say("firstseen: passed over: " + to_text(note) + "\n");
}

void say_rule_warnings(const std::string& check, const ReadReport& report) {
  const Errors& warnings = report.warnings;
  if (warnings.size() > kShownRuleWarnings) {
    say("firstseen: warning: " + std::to_string(warnings.size()) + " about the rules: `" + check +
        "` shows them\n");
  } else {
    for (const Error& warning : warnings) say("firstseen: warning: " + to_text(warning) + "\n");
  }
  if (const std::size_t fields = report.foreign_fields.size(); fields > 0) {
    say("firstseen: warning: " + std::to_string(fields) +
        (fields == 1 ? " field of the rules is" : " fields of the rules are") +
        " known to no source, so that only ECS documents can have " + (fields == 1 ? "it" : "them") + ": `" +
        check + "` names " + (fields == 1 ? "it" : "them") + "\n");
  }
}

void run_monitored(const Options& options, output::RunFigures& figures,
                   const std::function<void(ReadMonitor&)>& pass) {
  const bool draw =
      options.progress == "always" || (options.progress == "auto" && is_terminal(STDERR_FILENO));
  Monitor monitor(draw && !options.quiet);
  pass(monitor);
  figures.seconds = monitor.seconds();
  figures.peak_memory_bytes = peak_memory_bytes();
}

int read_status(const ReadReport& report) {
  switch (report.outcome()) {
    case Outcome::kComplete: return kDone;
    case Outcome::kIncomplete: return kIncomplete;
    case Outcome::kNothingRead: return kNotRun;
    case Outcome::kInterrupted: return signal_status();
    case Outcome::kStopped: break;
  }
  return kStopped;
}

bool ended_early(int status) {
  return status == kNotRun || status >= kStopped;
}

void note_interruption(ReadReport& report, std::string what) {
  if (!signal_pending()) return;
  report.ending = Ending::kInterrupted;
  report.stopped = std::move(what);
}

void say_ending(const ReadReport& report) {
  if (report.ending == Ending::kInterrupted) {
    say("firstseen: interrupted" + (report.stopped.empty() ? "" : ": " + report.stopped) + "\n");
  } else if (report.ending == Ending::kStopped) {
    say("firstseen: stopped: " + report.stopped + "\n");
  }
  if (report.ledger.rejected[static_cast<std::size_t>(Reject::kTooLong)] > 0)
    say("firstseen: documents were too long; --max-line reads longer ones\n");
  if (report.files == 0) {
    say("firstseen: no input could be read\n");
  } else if (report.held_no_document() && report.ending == Ending::kDone) {
    say("firstseen: no input held a document\n");
  } else if (report.recognised_nothing()) {
    say("firstseen: nothing recognised: no input held a record of a known shape\n");
  } else if (report.rejected_all()) {
    say("firstseen: nothing read: every record of a known shape was rejected\n");
  }
}

int failed(const Error& error) {
  say("firstseen: " + to_text(error) + "\n");
  return kStopped;
}

}  // namespace firstseen::cli
