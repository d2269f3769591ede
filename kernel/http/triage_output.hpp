#pragma once

#include <boost/json.hpp>

#include "actions/decide_triage.hpp"

namespace seva::http {

/// A question with everything that a person needs to answer it.
[[nodiscard]] boost::json::object json_of(const actions::TriageCase& which, actions::PluginCatalogue& plugins, const domain::Instance& instance);

/// What decide_triage() answers, with what takes it back.
[[nodiscard]] boost::json::object json_of(const actions::TriageOutcome& outcome, const domain::Instance& instance);

}  // namespace seva::http
