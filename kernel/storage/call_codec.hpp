#pragma once

#include <string_view>

#include "domain/call.hpp"
#include "storage/row_batch.hpp"
#include "storage/statement.hpp"

/// How a call is laid out in a row. `facts` is JSON text of a fixed form, members only ever appended:
///
///   [[state, sequence], number's sequence, name's sequence, [to, sequence], [agent, sequence], [reason, sequence], [recording, sequence],
///    [latitude, longitude, place, sequence], [first instant of each state or null, …], last instant or null, has_gap]
///
/// The caller's number and name are columns of their own and stand nowhere else.
namespace seva::storage {

/// `is_live`, `is_owed` and `owed_order` stand last: they are made from the call and only there for the indexes.
inline constexpr std::string_view kCallColumns =
    "id, channel, call_id, unit, caller_number, caller_name, facts, started_at, citizen, ticket, call_back, owed_since, attempts, delivery, "
    "settled_at, is_replay, version, is_live, is_owed, owed_order";
void add(RowBatch& batch, const domain::CallSession& call);
/// Adds a row for an UPDATE of all columns but the id, followed by the id and the version that must be stored.
void add_change(RowBatch& batch, const domain::CallSession& call, std::uint32_t version_before);
[[nodiscard]] domain::CallSession read_call(Row& row);

}  // namespace seva::storage
