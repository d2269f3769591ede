#pragma once

#include <functional>
#include <span>
#include <vector>

#include "storage/statement.hpp"

struct st_mysql;

namespace seva::storage {

/// A select with the values of its parameters, and who takes its rows. What the values point to must outlive the look.
struct Look {
  Select select;
  std::vector<Value> values;
  std::function<void(Row&)> take;
};

/// Asks a server on the handle of SOCI's session: every look is sent before the first answer is waited for, since what a short select costs is being
/// waited for. Sent as texts with their values in them: the server would look for the best way anew each time all the same. Rows are handed over in
/// the order of the looks, once all answers are there, and none where one failed. `take` must not use the connection. Throws DatabaseError; the
/// connection can be asked again then, unless it is lost.
void select_from_server(st_mysql* connection, std::span<const Look> looks);

}  // namespace seva::storage
