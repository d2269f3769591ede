#pragma once

#include <cstdint>
#include <optional>

#include "domain/result.hpp"
#include "http/exchange.hpp"

namespace seva::http {

/// The version that If-Match names; none without it. W/ is taken too: proxies that compress write it. malformed: it is none of our ETags.
[[nodiscard]] domain::Result<std::optional<std::uint32_t>> if_match(const Request& request);

}  // namespace seva::http
