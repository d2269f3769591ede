#include "storage/json_codec.hpp"

#include <array>
#include <charconv>
#include <type_traits>
#include <utility>

#include "storage/json_text.hpp"

namespace seva::storage {
namespace {

constexpr std::size_t kUsualSize = 64;  ///< of an element
using Words = std::vector<std::pair<std::uint32_t, std::uint32_t>>;

void append_json(std::string& out, const std::string& text) { append_json_text(out, text); }

void append_json(std::string& out, double number) {
  std::array<char, 32> room;
  const auto [end, error] = std::to_chars(room.data(), room.data() + room.size(), number);
  out += '"';
  out.append(room.data(), end);
  out += '"';
}

void append_json(std::string& out, bool flag) { out += flag ? "true" : "false"; }

template <class Number>
requires(std::is_enum_v<Number> || std::is_same_v<Number, std::uint32_t>) void append_json(std::string& out, Number number) {
  std::array<char, 24> room;
  const auto [end, error] = std::to_chars(room.data(), room.data() + room.size(), static_cast<std::int64_t>(number));
  out.append(room.data(), end);
}

// Lists call for each other's elements.
void append_json(std::string& out, const std::vector<std::string>& strings);
void append_json(std::string& out, const domain::Attachment& attachment);
void append_json(std::string& out, const Words& words);
void append_json(std::string& out, const domain::Reason& reason);
void append_json(std::string& out, const domain::Candidate& candidate);
void append_json(std::string& out, const domain::Assessment& assessment);

template <class Elements>
void append_list(std::string& out, const Elements& elements) {
  out += '[';
  bool is_first = true;
  for (const auto& element : elements) {
    if (!std::exchange(is_first, false)) out += ',';
    append_json(out, element);
  }
  out += ']';
}

template <class Map>
void append_map(std::string& out, const Map& map) {
  out += '{';
  bool is_first = true;
  for (const auto& [name, value] : map) {
    if (!std::exchange(is_first, false)) out += ',';
    append_json(out, name);
    out += ':';
    append_json(out, value);
  }
  out += '}';
}

void append_json(std::string& out, const std::vector<std::string>& strings) { append_list(out, strings); }
void append_json(std::string& out, const std::vector<domain::Candidate>& candidates) { append_list(out, candidates); }
void append_json(std::string& out, const std::vector<domain::Reason>& reasons) { append_list(out, reasons); }
void append_json(std::string& out, const std::map<std::string, std::string>& map) { append_map(out, map); }

/// Values of several kinds.
template <class First, class... Others>
void append_row(std::string& out, const First& first, const Others&... others) {
  out += '[';
  append_json(out, first);
  ((out += ',', append_json(out, others)), ...);
  out += ']';
}

void append_json(std::string& out, const domain::Attachment& attachment) { append_row(out, attachment.id, attachment.type, attachment.url); }
void append_json(std::string& out, const domain::Candidate& candidate) { append_row(out, candidate.unit, candidate.score); }

void append_json(std::string& out, const Words& words) {
  out += '[';
  bool is_first = true;
  for (const auto& [offset, size] : words) {
    if (!std::exchange(is_first, false)) out += ',';
    append_json(out, offset);
    out += ',';
    append_json(out, size);
  }
  out += ']';
}

void append_json(std::string& out, const domain::Reason& reason) {
  append_row(out, reason.aspect, reason.code, reason.arguments, reason.weight, reason.words);
}

void append_json(std::string& out, const domain::Assessment& assessment) {
  append_row(out, assessment.department, assessment.relevance, assessment.score, assessment.category, assessment.priority, assessment.unit,
             assessment.candidates, assessment.facts, assessment.is_confidential, assessment.reasons);
}

template <class Elements>
std::string encoded_list(const Elements& elements) {
  std::string out;
  out.reserve(elements.size() * kUsualSize);
  if (!elements.empty()) append_list(out, elements);
  return out;
}

template <class Map>
std::string encoded_map(const Map& map) {
  std::string out;
  out.reserve(map.size() * kUsualSize);
  if (!map.empty()) append_map(out, map);
  return out;
}

}  // namespace

std::string encoded(const std::vector<std::string>& strings) { return encoded_list(strings); }
std::string encoded(const std::map<std::string, std::string>& map) { return encoded_map(map); }
std::string encoded(const std::map<std::string, std::string, std::less<>>& map) { return encoded_map(map); }
std::string encoded(const std::vector<domain::Attachment>& attachments) { return encoded_list(attachments); }
std::string encoded(const std::vector<domain::Reason>& reasons) { return encoded_list(reasons); }
std::string encoded(const std::vector<domain::Assessment>& assessments) { return encoded_list(assessments); }

std::string encoded(const std::optional<domain::Location>& location) {
  std::string out;
  if (location) append_row(out, location->latitude, location->longitude, location->place);
  return out;
}

}  // namespace seva::storage
