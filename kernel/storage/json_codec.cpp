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

std::string_view shortest(double number, std::array<char, 32>& room) {
  const auto [end, error] = std::to_chars(room.data(), room.data() + room.size(), number);
  return {room.data(), static_cast<std::size_t>(end - room.data())};
}

void append(json::array& array, double number) {
  std::array<char, 32> room;
  array.emplace_back(json::string_view(shortest(number, room)));
}

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

json::value written(const std::string& text, const json::storage_ptr& storage) { return json::value(json::string_view(text), storage); }

template <class Elements, class Write>
json::array written(const Elements& elements, const json::storage_ptr& storage, const Write& write) {
  json::array array(storage);
  array.reserve(elements.size());
  for (const auto& element : elements) array.push_back(write(element));
  return array;
}

template <class Map>
json::object written_map(const Map& map, const json::storage_ptr& storage) {
  json::object object(storage);
  object.reserve(map.size());
  for (const auto& [name, value] : map) object.emplace(name, json::string_view(value));
  return object;
}

json::array written(const std::vector<std::string>& strings, const json::storage_ptr& storage) {
  return written(strings, storage, [&](const std::string& text) { return written(text, storage); });
}

json::array written(const domain::Attachment& attachment, const json::storage_ptr& storage) {
  return json::array({written(attachment.id, storage), written(attachment.type, storage), written(attachment.url, storage)}, storage);
}

json::array written(const domain::Reason& reason, const json::storage_ptr& storage) {
  json::array array(storage);
  array.reserve(5);
  array.emplace_back(static_cast<std::int64_t>(reason.aspect));
  array.emplace_back(json::string_view(reason.code));
  array.push_back(written(reason.arguments, storage));
  append(array, reason.weight);
  json::array words(storage);
  words.reserve(reason.words.size() * 2);
  for (const auto& [offset, size] : reason.words) {
    words.emplace_back(offset);
    words.emplace_back(size);
  }
  array.push_back(std::move(words));
  return array;
}

json::array written(const domain::Candidate& candidate, const json::storage_ptr& storage) {
  json::array array({written(candidate.unit, storage)}, storage);
  append(array, candidate.score);
  return array;
}

json::array written(const domain::Assessment& assessment, const json::storage_ptr& storage) {
  json::array array(storage);
  array.reserve(10);
  array.emplace_back(json::string_view(assessment.department));
  array.emplace_back(static_cast<std::int64_t>(assessment.relevance));
  append(array, assessment.score);
  array.emplace_back(json::string_view(assessment.category));
  array.emplace_back(static_cast<std::int64_t>(assessment.priority));
  array.emplace_back(json::string_view(assessment.unit));
  array.push_back(written(assessment.candidates, storage, [&](const auto& candidate) { return written(candidate, storage); }));
  array.push_back(written_map(assessment.facts, storage));
  array.emplace_back(assessment.is_confidential);
  array.push_back(written(assessment.reasons, storage, [&](const auto& reason) { return written(reason, storage); }));
  return array;
}

template <class Elements>
std::string encoded_list(const Elements& elements) {
  if (elements.empty()) return {};
  Scratch scratch;
  return json::serialize(written(elements, scratch.storage(), [&](const auto& element) { return written(element, scratch.storage()); }));
}

template <class Map>
std::string encoded_map(const Map& map) {
  if (map.empty()) return {};
  Scratch scratch;
  return json::serialize(written_map(map, scratch.storage()));
}

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

std::string encoded(const std::vector<std::string>& strings) { return encoded_list(strings); }
std::string encoded(const std::map<std::string, std::string>& map) { return encoded_map(map); }
std::string encoded(const std::map<std::string, std::string, std::less<>>& map) { return encoded_map(map); }
std::string encoded(const std::vector<domain::Attachment>& attachments) { return encoded_list(attachments); }
std::string encoded(const std::vector<domain::Reason>& reasons) { return encoded_list(reasons); }
std::string encoded(const std::vector<domain::Assessment>& assessments) { return encoded_list(assessments); }

std::string encoded(const std::optional<domain::Location>& location) {
  if (!location) return {};
  json::array array;
  append(array, location->latitude);
  append(array, location->longitude);
  array.emplace_back(json::string_view(location->place));
  return json::serialize(array);
}

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
