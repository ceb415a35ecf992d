#include "cli/hunt_command.h"

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>

#include "cli/exit_status.h"
#include "cli/monitor.h"
#include "cli/request.h"
#include "cli/terminal.h"
#include "output/sink.h"
#include "output/summary.h"

namespace firstseen::cli {
namespace {

constexpr std::size_t kShownRuleWarnings = 5;

void say(std::string_view text) {
  (void)write_all(STDERR_FILENO, text);
}

// Says what is wrong; of rules, all that is.
int refuse(const Error& error, const std::vector<Error>& rule_errors) {
  if (rule_errors.empty()) say("firstseen: " + to_text(error) + "\n");
  for (const Error& rule_error : rule_errors) say("firstseen: " + to_text(rule_error) + "\n");
  return kNotRun;
}

std::uint64_t peak_memory_bytes() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  return static_cast<std::uint64_t>(usage.ru_maxrss) * 1024;
}

// kDone, or kStopped when something could not be written.
int write_to(const Result<WriteOutcome>& outcome) {
  if (outcome) return kDone;
  say("firstseen: " + to_text(outcome.error()) + "\n");
  return kStopped;
}

int write_findings(const HuntOrder& order, const HuntResult& result) {
  if (order.outputs.empty()) {
    const TableStyle style{wants_colour(STDOUT_FILENO), columns(STDOUT_FILENO)};
    return write_to(write_all(STDOUT_FILENO, to_text(result.findings, order.format, style)));
  }
  int status = kDone;
  for (const OutputFile& output : order.outputs) {
    const std::string text = to_text(result.findings, output.format, TableStyle{});
    const auto outcome = output.path == "-" ? write_all(STDOUT_FILENO, text) : write_file(output.path, text);
    status = std::max(status, write_to(outcome));
  }
  return status;
}

bool nothing_recognised(const HuntResult& result) {
  const Ledger& ledger = result.ledger;
  return ledger.texts() > ledger.blank && ledger.sources.empty() && ledger.skipped == 0;
}

int status_of(const HuntResult& result, bool exit_code) {
  if (result.files == 0) return kNotRun;
  int status = exit_code && !result.findings.empty() ? kFound : kDone;
  if (!result.unread.empty() || nothing_recognised(result)) status = kIncomplete;
  if (result.interrupted) status = caught_signal() == SIGTERM ? kTerminated : kInterrupted;
  return status;
}

void say_rule_warnings(const std::vector<Error>& warnings) {
  if (warnings.size() > kShownRuleWarnings) {
    say("firstseen: warning: " + std::to_string(warnings.size()) +
        " fields in the rules deserve a look: `firstseen rules check` shows them\n");
    return;
  }
  for (const Error& warning : warnings) say("firstseen: warning: " + to_text(warning) + "\n");
}

void say_warnings(const HuntResult& result) {
  say_rule_warnings(result.warnings);
  say(to_warnings_text(result));
  if (result.files == 0) {
    say("firstseen: no input could be read\n");
  } else if (nothing_recognised(result)) {
    say("firstseen: nothing recognised: no input held a record of a known shape\n");
  }
}

int write_summary(const std::string& path, const HuntOrder& order, const HuntResult& result,
                  const RunFigures& figures) {
  if (path.empty()) return kDone;
  const std::string json = to_summary_json(result, order.request.rules, figures);
  return write_to(path == "-" ? write_all(STDOUT_FILENO, json) : write_file(path, json));
}

}  // namespace

int run_hunt(const HuntOptions& options) {
  HuntOrder order;
  const auto understood = understand(options, order);
  for (const Error& note : order.rule_notes) say("firstseen: passed over: " + to_text(note) + "\n");
  if (!understood) return refuse(understood.error(), order.rule_errors);
  catch_signals();
  const bool draw =
      options.progress == "always" || (options.progress == "auto" && is_terminal(STDERR_FILENO));
  RunFigures figures;
  auto result = [&] {
    Monitor monitor(draw && !options.quiet);
    auto hunted = hunt(order.request, &monitor, &order.rule_errors);
    figures.seconds = monitor.seconds();
    return hunted;
  }();
  if (!result) return refuse(result.error(), order.rule_errors);
  for (const Error& error : order.rule_errors) say("firstseen: passed over: " + to_text(error) + "\n");
  figures.peak_memory_bytes = peak_memory_bytes();
  int status = status_of(*result, options.exit_code);
  status = std::max(status, write_findings(order, *result));
  say_warnings(*result);
  if (!options.quiet) say(to_summary_text(*result, figures));
  return std::max(status, write_summary(options.summary_json, order, *result, figures));
}

}  // namespace firstseen::cli
