#include "storage/json_codec.hpp"

#include <array>
#include <boost/json.hpp>
#include <charconv>

#include "storage/database_error.hpp"
#include "storage/stored_numbers.hpp"

namespace seva::storage {
namespace {

namespace json = boost::json;

/// Room for a text's values on the stack; what needs more takes it from the heap.
class Scratch {
 public:
  [[nodiscard]] json::storage_ptr storage() { return &resource_; }

 private:
  std::array<unsigned char, 4096> buffer_;
  json::monotonic_resource resource_{buffer_.data(), buffer_.size()};
};

[[noreturn]] void refuse() { throw DatabaseError(Failure::broken, 0, "read a stored JSON text"); }

double fraction(const json::value& value) {
  const json::string& text = value.as_string();
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) refuse();
  return number;
}

template <class Enumeration>
Enumeration one_of(const json::value& value, Enumeration last) {
  const std::int64_t number = value.as_int64();
  if (number < 1 || number > static_cast<std::int64_t>(last)) refuse();
  return static_cast<Enumeration>(number);
}

std::string plain(const json::value& value) { return std::string(std::string_view(value.as_string())); }

/// Parses and hands over the value; nothing for the empty text.
template <class Take>
void parsed(std::string_view text, const Take& take) {
  if (text.empty()) return;
  Scratch scratch;
  try {
    take(json::parse(json::string_view(text), scratch.storage()));
  } catch (const std::exception&) {
    refuse();
  }
}

void read(const json::value& value, domain::Attachment& attachment);
void read(const json::value& value, domain::Reason& reason);
void read(const json::value& value, domain::Candidate& candidate);
void read(const json::value& value, domain::Assessment& assessment);

void read(const json::value& value, std::string& text) { text = plain(value); }

template <class Element>
void read(const json::value& value, std::vector<Element>& elements) {
  const json::array& array = value.as_array();
  elements.reserve(array.size());
  for (const json::value& element : array) read(element, elements.emplace_back());
}

template <class Map>
void read_map(const json::value& value, Map& map) {
  for (const auto& [name, text] : value.as_object()) map.emplace(std::string(std::string_view(name)), plain(text));
}

void read(const json::value& value, domain::Attachment& attachment) { attachment = {plain(value.at(0)), plain(value.at(1)), plain(value.at(2))}; }

void read(const json::value& value, domain::Reason& reason) {
  reason.aspect = one_of(value.at(0), kLastAspect);
  reason.code = plain(value.at(1));
  read(value.at(2), reason.arguments);
  reason.weight = fraction(value.at(3));
  const json::array& words = value.at(4).as_array();
  for (std::size_t place = 0; place + 1 < words.size(); place += 2)
    reason.words.emplace_back(words[place].to_number<std::uint32_t>(), words[place + 1].to_number<std::uint32_t>());
}

void read(const json::value& value, domain::Candidate& candidate) { candidate = {plain(value.at(0)), fraction(value.at(1))}; }

void read(const json::value& value, domain::Assessment& assessment) {
  assessment.department = plain(value.at(0));
  assessment.relevance = one_of(value.at(1), kLastRelevance);
  assessment.score = fraction(value.at(2));
  assessment.category = plain(value.at(3));
  assessment.priority = one_of(value.at(4), kLastPriority);
  assessment.unit = plain(value.at(5));
  read(value.at(6), assessment.candidates);
  read_map(value.at(7), assessment.facts);
  assessment.is_confidential = value.at(8).as_bool();
  read(value.at(9), assessment.reasons);
}

}  // namespace

void decode(std::string_view text, std::vector<std::string>& strings) {
  parsed(text, [&](const json::value& value) { read(value, strings); });
}
void decode(std::string_view text, std::map<std::string, std::string>& map) {
  parsed(text, [&](const json::value& value) { read_map(value, map); });
}
void decode(std::string_view text, std::map<std::string, std::string, std::less<>>& map) {
  parsed(text, [&](const json::value& value) { read_map(value, map); });
}
void decode(std::string_view text, std::vector<domain::Attachment>& attachments) {
  parsed(text, [&](const json::value& value) { read(value, attachments); });
}
void decode(std::string_view text, std::vector<domain::Reason>& reasons) {
  parsed(text, [&](const json::value& value) { read(value, reasons); });
}
void decode(std::string_view text, std::vector<domain::Assessment>& assessments) {
  parsed(text, [&](const json::value& value) { read(value, assessments); });
}
void decode(std::string_view text, std::optional<domain::Location>& location) {
  parsed(text, [&](const json::value& value) { location = {fraction(value.at(0)), fraction(value.at(1)), plain(value.at(2))}; });
}

}  // namespace seva::storage
