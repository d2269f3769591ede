#pragma once

#include <boost/json/value.hpp>
#include <optional>
#include <string>
#include <vector>

#include "simulators/x_api.hpp"

namespace seva::simulators {

/// A one-shot upload as multipart/form-data: a picture of at most 5 MB with its type and its use. Nothing where it is anything else, or not whole.
[[nodiscard]] std::optional<XMedia> read_upload(const std::string& content_type, const std::string& body);

/// The ids in a list, each as the text itself or under `member`; none where there is no list. Nothing where one is unknown, of another owner, or too
/// many.
[[nodiscard]] std::optional<std::vector<std::string>> media_ids(const boost::json::value* list, const char* member, std::size_t most,
                                                                const std::vector<XMedia>& media, const std::string& owner);

}  // namespace seva::simulators
