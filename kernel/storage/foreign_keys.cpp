#include "storage/foreign_keys.hpp"

#include <algorithm>
#include <vector>

#include "storage/json_text.hpp"
#include "storage/key_list.hpp"

namespace seva::storage {
namespace {

constexpr std::size_t kMostTogether = 2000;  ///< keeps a packet and the server's own table of them small

std::vector<std::string_view> each_once(std::span<const std::string> ids) {
  std::vector<std::string_view> views(ids.begin(), ids.end());
  std::sort(views.begin(), views.end());
  views.erase(std::unique(views.begin(), views.end()), views.end());
  if (!views.empty() && views.front().empty()) views.erase(views.begin());
  return views;
}

/// A longer id is cut by the server; one character more than a column holds keeps it from being found then.
Select joined(const ForeignSelect& select) {
  std::string rest =
      "FROM JSON_TABLE(:ids, '$[*]' COLUMNS (asked_id VARCHAR(513) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin PATH '$')) AS asked "
      "STRAIGHT_JOIN ";
  rest += std::string(select.table) + " " + by_index(Dialect::mariadb, select.index) + " ON channel = :channel AND ";
  rest += std::string(select.table) + "." + std::string(select.key) + " = asked_id " + std::string(select.after);
  return storage::select(select.name, select.columns, rest);
}

std::string json_array(std::span<const std::string_view> texts) {
  std::string json = "[";
  for (const std::string_view text : texts) {
    if (json.size() > 1) json += ',';
    append_json_text(json, text);
  }
  return json + "]";
}

}  // namespace

void select_by_foreign_ids(RepositorySession& session, const ForeignSelect& select, const std::string& channel, std::span<const std::string> ids,
                           const std::function<void(Row&)>& take) {
  const std::vector<std::string_view> views = each_once(ids);
  if (session.dialect() != Dialect::mariadb) {
    const std::string before = "FROM " + std::string(select.table) + " WHERE channel = :channel AND " + std::string(select.key) + " IN";
    return select_by_keys(session, {select.name, select.columns, before, select.after}, {channel}, key_values(views), take);
  }
  for (std::span<const std::string_view> rest = views; !rest.empty();) {
    const auto some = rest.first(std::min(rest.size(), kMostTogether));
    const std::string json = json_array(some);
    session.select(joined(select), {json, channel}, take);
    rest = rest.subspan(some.size());
  }
}

}  // namespace seva::storage
