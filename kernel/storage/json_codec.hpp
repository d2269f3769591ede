#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/assessment.hpp"
#include "domain/message.hpp"

/// Lists and maps are stored as JSON text. The form is fixed: what was stored once can always be read, so members are only ever appended.
///
///   strings       ["a", "b"]
///   map           {"name": "value"}
///   attachments   [[id, type, url], …]
///   location      [latitude, longitude, place]
///   reason        [aspect, code, [arguments], weight, [offset, size, offset, size, …]]
///   assessment    [department, relevance, score, category, priority, unit, [[unit, score], …], {facts}, is_confidential, [reasons]]
///
/// An empty list or map is the empty text. Enumerations are their stored numbers. Fractions are JSON strings in the shortest form that
/// gives the same double again, since readers of JSON numbers round.
/// Encoding never fails for valid UTF-8; decoding throws DatabaseError for a text that was not written by it.
namespace seva::storage {

[[nodiscard]] std::string encoded(const std::vector<std::string>& strings);
[[nodiscard]] std::string encoded(const std::map<std::string, std::string>& map);
[[nodiscard]] std::string encoded(const std::map<std::string, std::string, std::less<>>& map);
[[nodiscard]] std::string encoded(const std::vector<domain::Attachment>& attachments);
[[nodiscard]] std::string encoded(const std::optional<domain::Location>& location);
[[nodiscard]] std::string encoded(const std::vector<domain::Reason>& reasons);
[[nodiscard]] std::string encoded(const std::vector<domain::Assessment>& assessments);

void decode(std::string_view text, std::vector<std::string>& strings);
void decode(std::string_view text, std::map<std::string, std::string>& map);
void decode(std::string_view text, std::map<std::string, std::string, std::less<>>& map);
void decode(std::string_view text, std::vector<domain::Attachment>& attachments);
void decode(std::string_view text, std::optional<domain::Location>& location);
void decode(std::string_view text, std::vector<domain::Reason>& reasons);
void decode(std::string_view text, std::vector<domain::Assessment>& assessments);

}  // namespace seva::storage
