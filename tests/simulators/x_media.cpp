#include "simulators/x_media.hpp"

#include <algorithm>

namespace seva::simulators {

std::optional<XMedia> read_upload(const std::string& content_type, const std::string& body) {
  constexpr std::size_t kLargest = 5'000'000;
  constexpr std::string_view kKind = "multipart/form-data; boundary=";
  if (!content_type.starts_with(kKind)) return std::nullopt;
  const std::string edge = "--" + content_type.substr(kKind.size());
  XMedia taken;
  bool is_whole = false;
  for (std::size_t place = body.find(edge); place != std::string::npos;) {
    place += edge.size();
    is_whole = body.compare(place, 4, "--\r\n") == 0;
    const std::size_t head = body.find("\r\n\r\n", place);
    const std::size_t next = body.find("\r\n" + edge, place);
    if (is_whole || head == std::string::npos || next == std::string::npos || head + 4 > next) break;
    const std::string names = body.substr(place, head - place);
    const std::string value = body.substr(head + 4, next - head - 4);
    if (names.find("name=\"media_category\"") != std::string::npos) taken.category = value;
    if (names.find("name=\"media_type\"") != std::string::npos) taken.type = value;
    if (names.find("name=\"media\"") != std::string::npos) taken.bytes = value;
    place = next + 2;
  }
  const bool is_picture = taken.type == "image/jpeg" || taken.type == "image/png" || taken.type == "image/webp";
  const bool has_use = taken.category == "tweet_image" || taken.category == "dm_image";
  if (!is_whole || !is_picture || !has_use || taken.bytes.empty() || taken.bytes.size() > kLargest) return std::nullopt;
  return taken;
}

std::optional<std::vector<std::string>> media_ids(const boost::json::value* list, const char* member, std::size_t most,
                                                  const std::vector<XMedia>& media, const std::string& owner) {
  std::vector<std::string> ids;
  if (list == nullptr) return ids;
  for (const boost::json::value& one : list->as_array())
    ids.emplace_back(member == nullptr ? one.as_string().c_str() : one.at(member).as_string().c_str());
  const auto is_known = [&](const std::string& id) {
    return std::any_of(media.begin(), media.end(), [&](const XMedia& one) { return one.id == id && one.owner_id == owner; });
  };
  if (ids.size() > most || !std::all_of(ids.begin(), ids.end(), is_known)) return std::nullopt;
  return ids;
}

}  // namespace seva::simulators
