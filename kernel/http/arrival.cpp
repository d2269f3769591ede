#include "http/arrival.hpp"

#include <algorithm>
#include <charconv>

namespace seva::http {
namespace {

constexpr std::size_t kMostDigits = 15;
constexpr std::string_view kVersions[] = {"HTTP/1.1", "HTTP/1.0"};

bool is_request_line(std::string_view line) {
  if (line.ends_with('\r')) line.remove_suffix(1);
  const auto first = line.find(' ');
  const auto last = line.rfind(' ');
  if (first == std::string_view::npos || first == 0 || last == first) return false;
  const std::string_view method = line.substr(0, first);
  const std::string_view target = line.substr(first + 1, last - first - 1);
  return std::all_of(method.begin(), method.end(), [](char letter) { return letter >= 'A' && letter <= 'Z'; }) && !target.empty() &&
         std::none_of(target.begin(), target.end(), [](unsigned char byte) { return byte <= 0x20 || byte == 0x7F; }) &&
         std::find(std::begin(kVersions), std::end(kVersions), line.substr(last + 1)) != std::end(kVersions);
}

/// Could more bytes make a request line of it? A client that sends another protocol is told at once.
bool may_become_one(std::string_view begin) {
  const auto blank = begin.find(' ');
  const std::string_view method = begin.substr(0, blank);
  return method.size() <= 16 && std::all_of(method.begin(), method.end(), [](char letter) { return letter >= 'A' && letter <= 'Z'; }) &&
         (blank == std::string_view::npos || !method.empty());
}

bool is_same_letter(char left, char right) { return (left | 0x20) == (right | 0x20); }

/// The value of the header's first field of that name (in lower case), or nothing.
std::string_view field_of(std::string_view header, std::string_view name) {
  for (auto end = header.find('\n'); end != std::string_view::npos; end = header.find('\n')) {
    header.remove_prefix(end + 1);
    if (header.size() <= name.size() || header[name.size()] != ':') continue;
    if (!std::equal(name.begin(), name.end(), header.begin(), is_same_letter)) continue;
    std::string_view value = header.substr(name.size() + 1);
    value = value.substr(0, value.find_first_of("\r\n"));
    while (value.starts_with(' ') || value.starts_with('\t')) value.remove_prefix(1);
    while (value.ends_with(' ') || value.ends_with('\t')) value.remove_suffix(1);
    return value.empty() ? std::string_view(" ") : value;
  }
  return {};
}

/// Poco leaves a line out that is no field, and joins one that begins with a blank to the one above; another reader of the same bytes may not.
bool are_fields(std::string_view header) {
  header.remove_prefix(header.find('\n') + 1);
  while (header != "\n" && header != "\r\n") {
    const std::string_view line = header.substr(0, header.find('\n') + 1);
    const auto colon = line.find(':');
    if (colon == std::string_view::npos || line.find_first_of(" \t") <= colon) return false;
    header.remove_prefix(line.size());
  }
  return true;
}

/// After the empty line, or 0 while there is none.
std::size_t end_of_header(std::string_view seen) {
  for (auto place = seen.find('\n'); place != std::string_view::npos; place = seen.find('\n', place + 1)) {
    if (seen.substr(place + 1).starts_with('\n')) return place + 2;
    if (seen.substr(place + 1).starts_with("\r\n")) return place + 3;
  }
  return 0;
}

}  // namespace

Arrival arrival_of(std::string_view seen, std::size_t most_body) {
  if (seen.starts_with("\r\n")) seen.remove_prefix(2);  // RFC 9112, section 2.2: one empty line before it is forgiven
  const auto line_end = seen.find('\n');
  if (line_end == std::string_view::npos) {
    if (!may_become_one(seen)) return Arrival::broken;
    return seen.size() > kLongestHeader ? Arrival::too_large : Arrival::under_way;
  }
  if (!is_request_line(seen.substr(0, line_end))) return Arrival::broken;
  const std::size_t end = end_of_header(seen);
  if (end > kLongestHeader || (end == 0 && seen.size() > kLongestHeader)) return Arrival::too_large;
  if (end == 0) return Arrival::under_way;

  const std::string_view header = seen.substr(0, end);
  if (!are_fields(header)) return Arrival::broken;
  const std::string_view digits = field_of(header, "content-length");
  std::size_t length = 0;
  const auto [rest, error] = std::from_chars(digits.data(), digits.data() + digits.size(), length);
  const bool is_number = !digits.empty() && error == std::errc{} && rest == digits.data() + digits.size();
  if (!digits.empty() && (!is_number || digits.size() > kMostDigits)) return Arrival::broken;
  const bool is_waited_for = is_number && length <= most_body && field_of(header, "transfer-encoding").empty() && field_of(header, "expect").empty();
  return is_waited_for && seen.size() - end < length ? Arrival::under_way : Arrival::whole;
}

const std::string_view kBrokenAnswer =
    "HTTP/1.1 400 Bad Request\r\nContent-Type: application/problem+json\r\nConnection: close\r\nContent-Length: 165\r\n\r\n"
    R"({"type":"/docs#problem-malformed","title":"The input breaks a rule","status":400,"code":"malformed","detail":"This is no HTTP/1.1 request.","next":"Speak HTTP/1.1."})";
const std::string_view kTooSlowAnswer =
    "HTTP/1.1 408 Request Timeout\r\nContent-Type: application/problem+json\r\nConnection: close\r\nContent-Length: 150\r\n\r\n"
    R"({"type":"/docs#problem-too_slow","title":"Too slow","status":408,"code":"too_slow","detail":"The request did not arrive in time.","next":"Try again."})";
const std::string_view kTooLargeAnswer =
    "HTTP/1.1 431 Request Header Fields Too Large\r\nContent-Type: application/problem+json\r\nConnection: close\r\nContent-Length: 185\r\n\r\n"
    R"({"type":"/docs#problem-too_large","title":"The input breaks a rule","status":431,"code":"too_large","detail":"The header is larger than 32 KiB.","next":"Send fewer or shorter headers."})";

}  // namespace seva::http
