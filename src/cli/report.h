// What every command that reads inputs says on standard error, and with which status it ends.
#pragma once

#include <functional>
#include <string_view>
#include <vector>

#include "cli/options.h"
#include "firstseen/input.h"
#include "output/sink.h"
#include "output/summary.h"

namespace firstseen::cli {

void say(std::string_view text);

// Reports what is wrong, by the option where the library names the member that it fills. kNotRun.
int refuse(const Error& error);
int refuse(const Errors& errors);

// Says which rules are passed over, and why.
void say_passed_over(const std::vector<Error>& notes);

// Calls `pass` with a monitor that draws the progress line as the options say and watches for signals; how
// long it took and what it needed is in `figures`.
void run_monitored(const Options& options, output::RunFigures& figures,
                   const std::function<void(ReadMonitor&)>& pass);

// kDone, or what the reading ended with.
int read_status(const ReadReport& report);

// Says why it ended early, and when nothing could be read or recognised.
void say_ending(const ReadReport& report);

// kDone, or kStopped when something could not be written, which is said.
int write_status(const Result<output::WriteOutcome>& outcome);

}  // namespace firstseen::cli
