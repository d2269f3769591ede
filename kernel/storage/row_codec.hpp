#pragma once

#include <limits>
#include <string_view>

#include "actions/changes.hpp"
#include "domain/delivery.hpp"
#include "domain/event.hpp"
#include "domain/message.hpp"
#include "domain/ticket.hpp"
#include "domain/triage.hpp"
#include "storage/row_batch.hpp"
#include "storage/statement.hpp"

/// How the larger facts are laid out in rows: for each its columns, how a row is added to a batch of inserts, and how it is read back.
/// All three keep the same order. A batch refers to the fact's texts.
namespace seva::storage {

/// Stored as the due time of what has none, so that it comes last in an index.
inline constexpr std::int64_t kNeverDue = std::numeric_limits<std::int64_t>::max();
/// What an emergency is stored before its due time, so that it comes first in every list: more than all time that is ever due.
inline constexpr std::int64_t kEmergencyLane = std::int64_t{1} << 62;

inline constexpr std::string_view kMessageColumns =
    "id, channel, source_id, revision, thread, in_reply_to, author_id, author_handle, author_name, addressed_to, body, language, sent_at, "
    "received_at, "
    "hashtags, mentions, attachments, location, is_repliable, is_from_us, is_private, is_replayed, direction, disposition, citizen, ticket";
void add(RowBatch& batch, const domain::Message& message);
[[nodiscard]] domain::Message read_message(Row& row);

/// `is_open` and `due` stand last: they are made from the ticket and only there for the indexes.
inline constexpr std::string_view kTicketColumns =
    "id, docket, department, unit, assignee, category, priority, status, is_confidential, citizen, channel, account, language, summary, opened_at, "
    "response_due, resolution_due, responded_at, paused_at, closed_at, verified_at, appealed_at, reopened_count, needs_attention, outcome_code, "
    "outcome_fields, merged_into, version, is_open, due";
void add(RowBatch& batch, const domain::Ticket& ticket);
/// Adds a row for an UPDATE of all columns but the id, followed by the id and the version that must be stored.
void add_change(RowBatch& batch, const domain::Ticket& ticket, std::uint32_t version_before);
[[nodiscard]] domain::Ticket read_ticket(Row& row);
[[nodiscard]] std::int64_t stored_due(const domain::Ticket& ticket);

inline constexpr std::string_view kEventColumns =
    "id, ticket, message, kind, at, source_at, actor_kind, actor_id, actor_name, reason, details, reasons";
void add(RowBatch& batch, const domain::Event& event);
[[nodiscard]] domain::Event read_event(Row& row);

inline constexpr std::string_view kTriageColumns =
    "id, message, ticket, question, unit, assessments, opened_at, due_at, decided_at, decision, is_open";
void add(RowBatch& batch, const domain::TriageItem& item);
[[nodiscard]] domain::TriageItem read_triage_item(Row& row);

inline constexpr std::string_view kDeliveryColumns =
    "id, ticket, channel, account, kind, recipient, in_reply_to, thread, body, state, attempts, next_attempt_at, created_at, sent_id, reason, "
    "is_waiting";
void add(RowBatch& batch, const domain::Delivery& delivery);
[[nodiscard]] domain::Delivery read_delivery(Row& row);
[[nodiscard]] bool is_waiting(const domain::Delivery& delivery);

}  // namespace seva::storage
