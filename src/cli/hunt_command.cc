#include "cli/hunt_command.h"

#include <unistd.h>

#include <algorithm>
#include <optional>

#include "cli/exit_status.h"
#include "cli/report.h"
#include "cli/request.h"
#include "cli/terminal.h"

namespace firstseen::cli {
namespace {

constexpr std::size_t kShownRuleWarnings = 5;

int write_findings(const HuntOrder& order, const HuntResult& result) {
  if (order.outputs.empty()) {
    const TableStyle style{wants_colour(STDOUT_FILENO), columns(STDOUT_FILENO)};
    return write_status(write_all(STDOUT_FILENO, to_text(result.findings, order.format, style)));
  }
  int status = kDone;
  for (const OutputFile& output : order.outputs) {
    const std::string text = to_text(result.findings, output.format, TableStyle{});
    const auto outcome = output.path == "-" ? write_all(STDOUT_FILENO, text) : write_file(output.path, text);
    status = std::max(status, write_status(outcome));
  }
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

int write_summary(const std::string& path, const HuntOrder& order, const HuntResult& result,
                  const RunFigures& figures) {
  if (path.empty()) return kDone;
  const std::string json = to_summary_json(result, order.request.rules, figures);
  return write_status(path == "-" ? write_all(STDOUT_FILENO, json) : write_file(path, json));
}

// A file for the raw texts of rejects, when one is asked for.
class RejectFile {
 public:
  explicit RejectFile(const std::string& path) : path_(path) {}

  Result<void> open(HuntRequest& request) {
    if (path_.empty()) return {};
    auto file = NewFile::create(path_);
    if (!file) return fail(file.error());
    file_.emplace(std::move(*file));
    request.reject_sink = [this](std::string_view text) {
      const auto outcome = file_->write(text);
      if (!outcome) error_ = outcome.error();
      return outcome.has_value();
    };
    return {};
  }

  int finish() {
    if (!file_) return kDone;
    if (!error_) {
      if (const auto committed = file_->commit(); !committed) error_ = committed.error();
    }
    return error_ ? write_status(fail(*error_)) : kDone;
  }

 private:
  std::string path_;
  std::optional<NewFile> file_;
  std::optional<Error> error_;
};

bool has_errors(const Ledger& ledger) {
  return ledger.malformed + ledger.rejects() > 0;
}

int status_of(const HuntOptions& options, const HuntResult& result) {
  int status = read_status(result);
  if (options.exit_code && !result.findings.empty()) status = std::max<int>(status, kFound);
  if (options.strict && has_errors(result.ledger)) status = std::max<int>(status, kIncomplete);
  return status;
}

}  // namespace

int run_hunt(const HuntOptions& options) {
  HuntOrder order;
  const auto understood = understand(options, order);
  say_passed_over(order.rule_notes);
  if (!understood) return refuse(understood.error(), order.rule_errors);
  RejectFile rejects(options.rejects);
  if (const auto opened = rejects.open(order.request); !opened) return refuse(opened.error());
  RunFigures figures;
  std::optional<Result<HuntResult>> outcome;
  run_monitored(options, figures,
                [&](ReadMonitor& monitor) { outcome = hunt(order.request, &monitor, &order.rule_errors); });
  if (!*outcome) return refuse(outcome->error(), order.rule_errors);
  const HuntResult& result = **outcome;
  say_passed_over(order.rule_errors);
  int status = std::max(status_of(options, result), rejects.finish());
  status = std::max(status, write_findings(order, result));
  say_rule_warnings(result.warnings);
  say(to_warnings_text(result));
  say_ending(result);
  if (!options.quiet) say(to_summary_text(result, figures));
  return std::max(status, write_summary(options.summary_json, order, result, figures));
}

}  // namespace firstseen::cli
