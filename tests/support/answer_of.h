// What a sink answers for what a normalizer made of a record.
#pragma once

#include "json/reader.h"
#include "sources/normalizer.h"

namespace firstseen::test {

inline json::Answer answer_of(sources::Outcome outcome) {
  if (outcome == sources::Outcome::kUnknownShape) return json::Answer::kUnknown;
  if (outcome == sources::Outcome::kRespelled) return json::Answer::kRespelled;
  if (outcome == sources::Outcome::kTimeless) return json::Answer::kTimeless;
  return outcome == sources::Outcome::kEnvelope ? json::Answer::kEnvelope : json::Answer::kTaken;
}

}  // namespace firstseen::test
