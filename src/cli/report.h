// Answers on standard output, messages on standard error, and exit statuses, common to the commands.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/options.h"
#include "firstseen/input.h"
#include "output/summary.h"

namespace firstseen::cli {

// Prints the text on standard output. Prints an error if it cannot, and returns the exit status.
int print(std::string_view text);

// Prints the text on standard error, with its control characters escaped.
void say(std::string_view text);

// Prints each line as a message of firstseen.
void say_lines(std::string_view lines);

// Prints the error and returns kNotRun. If the error names a member of a request, the option that
// fills the member is printed, too.
int refuse(const Error& error);
int refuse(const Errors& errors);

// Prints which rules are skipped, and why.
void say_passed_over(const std::vector<Error>& notes);

// Prints the warnings about rules, only their number if there are many, and how many fields only ECS documents
// can have. `check` is the command that shows all.
void say_rule_warnings(const std::string& check, const ReadReport& report);

// Calls `pass` with a monitor that draws the progress line if the options request it, and stops on
// signals. Stores the time and the peak memory in `figures`.
void run_monitored(const Options& options, output::RunFigures& figures,
                   const std::function<void(ReadMonitor&)>& pass);

// Returns kDone, or the status for a run that ended early, or for inputs that were not read completely
// or recognised.
int read_status(const ReadReport& report);

// Whether a status means that something is missing in the outputs, so that they must not replace
// those of an earlier run.
bool ended_early(int status);

// Notes in the report that a signal ended the work that follows reading; `what` it did.
void note_interruption(ReadReport& report, std::string what);

// Prints why the run ended early, and whether no input could be read or recognised.
void say_ending(const ReadReport& report);

// Prints that an output could not be written, and returns kStopped.
int failed(const Error& error);

}  // namespace firstseen::cli
