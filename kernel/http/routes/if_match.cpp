#include "http/routes/if_match.hpp"

#include <charconv>

#include "http/problems.hpp"

namespace seva::http {

domain::Result<std::optional<std::uint32_t>> if_match(const Request& request) {
  std::string_view tag = request.header("if-match");
  if (tag.empty()) return std::optional<std::uint32_t>{};
  if (tag.starts_with("W/")) tag.remove_prefix(2);
  const bool is_quoted = tag.size() > 2 && tag.front() == '"' && tag.back() == '"';
  if (is_quoted) tag = tag.substr(1, tag.size() - 2);
  std::uint32_t version = 0;
  const auto [end, error] = std::from_chars(tag.data(), tag.data() + tag.size(), version);
  if (!is_quoted || error != std::errc{} || end != tag.data() + tag.size())
    return malformed("If-Match is not an ETag of ours.", "If-Match", "Send the ETag that it was read with.");
  return std::optional(version);
}

}  // namespace seva::http
