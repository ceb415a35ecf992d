// Messages on standard error and exit statuses, common to the commands that read inputs.
#pragma once

#include <functional>
#include <string_view>
#include <vector>

#include "cli/options.h"
#include "firstseen/input.h"
#include "output/sink.h"
#include "output/summary.h"

namespace firstseen::cli {

// Prints the text on standard error, with its control characters escaped.
void say(std::string_view text);

// Prints the error and returns kNotRun. If the error names a member of a request, the option that
// fills the member is printed, too.
int refuse(const Error& error);
int refuse(const Errors& errors);

// Prints which rules are skipped, and why.
void say_passed_over(const std::vector<Error>& notes);

// Calls `pass` with a monitor that draws the progress line if the options request it, and stops on
// signals. Stores the time and the peak memory in `figures`.
void run_monitored(const Options& options, output::RunFigures& figures,
                   const std::function<void(ReadMonitor&)>& pass);

// Returns kDone, or the status for inputs that were not read completely or recognised.
int read_status(const ReadReport& report);

// Prints why the pass ended early, and whether no input could be read or recognised.
void say_ending(const ReadReport& report);

// Returns kDone, or prints the error and returns kStopped.
int write_status(const Result<output::WriteOutcome>& outcome);

}  // namespace firstseen::cli
