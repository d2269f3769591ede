#pragma once

#include <Poco/Net/HTTPServerRequest.h>

#include <optional>

#include "domain/result.hpp"
#include "http/exchange.hpp"
#include "http/server.hpp"

namespace seva::http {

/// Fills all but the body. A Problem: the framing can be read in two ways (RFC 9112, section 6.3), or something is not as it may be.
[[nodiscard]] std::optional<domain::Problem> read_head(Request& request, const Poco::Net::HTTPServerRequest& from, const ServerSettings& settings);

/// Reads the body, at most `most_bytes` and for at most `time`; what is longer is thrown away and refused, so that memory stays flat.
[[nodiscard]] std::optional<domain::Problem> read_body(Request& request, Poco::Net::HTTPServerRequest& from, std::size_t most_bytes,
                                                       std::chrono::seconds time);

}  // namespace seva::http
