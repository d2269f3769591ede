#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "storage/repository_session.hpp"

namespace seva::storage {

/// A select of what a channel's own ids name.
struct ForeignSelect {
  std::string_view name;
  std::string_view columns;
  std::string_view table;
  std::string_view index;  ///< by channel and `key`; empty: the primary key
  std::string_view key;
  std::string_view after;  ///< AND and a condition that stands for every row; mostly nothing
};

/// Runs it for all ids, of which none need be known; one that is given twice is looked up once, and the empty one names
/// nothing. Rows come in no order.
///
/// MariaDB gets them as one JSON text that is joined to the table. Of a list of texts it would make stretches of the index first, each as long as the
/// column allows, and look each up twice: measured at 160 ids, three to four times as long.
void select_by_foreign_ids(RepositorySession& session, const ForeignSelect& select, const std::string& channel, std::span<const std::string> ids,
                           const std::function<void(Row&)>& take);

}  // namespace seva::storage
