#pragma once

#include <boost/json/monotonic_resource.hpp>
#include <boost/json/parser.hpp>
#include <boost/json/value.hpp>
#include <string_view>

#include "domain/result.hpp"
#include "hosting/json_reader.hpp"

namespace seva::hosting {

/// Parses what a plugin answered; throws Refusal where it is too large, no JSON or not UTF-8. The value lives in `resource`, which is
/// made anew for every answer: release() of a monotonic_resource in a loop fails in Boost 1.81.
[[nodiscard]] boost::json::value parse_effects(boost::json::parser& parser, boost::json::monotonic_resource& resource, std::string_view effects);

[[nodiscard]] domain::Problem effects_refused(const Refusal& refusal);

}  // namespace seva::hosting
