#pragma once

#include <cstddef>
#include <string_view>

namespace seva::http {

inline constexpr std::size_t kLongestHeader = 32 * 1024;

/// How much of a request is there.
enum class Arrival {
  under_way = 1,  ///< more may come
  whole,          ///< the header, and its body where that is announced as at most `most_body` bytes
  broken,         ///< its first line, a field's form or its length is not what a request has
  too_large       ///< the header is longer than kLongestHeader
};

/// `seen` is what arrived so far, from the request's first byte on. Strict where Poco is not (RFC 9112, sections 3, 5, 6.3); what else
/// is wrong is refused when the request is read.
[[nodiscard]] Arrival arrival_of(std::string_view seen, std::size_t most_body);

/// Whole answers for what never becomes a request.
extern const std::string_view kBrokenAnswer;    // 400
extern const std::string_view kTooSlowAnswer;   // 408
extern const std::string_view kTooLargeAnswer;  // 431

}  // namespace seva::http
