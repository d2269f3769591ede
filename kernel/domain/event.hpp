#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "domain/assessment.hpp"
#include "domain/ids.hpp"
#include "domain/ticket.hpp"

namespace seva::domain {

enum class EventKind : std::uint8_t {
  opened = 1,            ///< a ticket came to be; carries the whole assessment as reasons
  message_appended,      ///< the citizen, or somebody else in the thread, wrote again
  information_received,  ///< the citizen answered what was asked; the clock runs on
  replied,               ///< an answer to the citizen was queued
  noted,                 ///< an office note
  status_changed,
  reopened,
  verified,
  appealed,
  assigned,
  forwarded,    ///< to a unit within the holder's own subtree
  transferred,  ///< to a unit outside of it
  corrected,    ///< category or priority
  triaged,      ///< a person decided what the machine was unsure of
  dismissed,    ///< a person found that nobody has to act
  delivery_changed,
  call_back_changed,  ///< a caller who was missed is owed a call, one is under way, or it came to an end
  revealed,           ///< a person was shown who the citizen of a sealed ticket is
  merged_into,        ///< it was closed as part of another one, which `docket` names
  unmerged,           ///< that was taken back; on the other one too
  merged,             ///< the one that `docket` names was merged into this one
  taken_back,         ///< whoever did the last thing took it back: the details hold the state before it
  triage_undone,      ///< whoever decided a question took it back; the question waits again
  rated,              ///< the citizen says how it ended
  reopening_asked     ///< the citizen asks for it to be opened again, with words
};

enum class ActorKind : std::uint8_t { kernel = 1, citizen, user, plugin };

struct Actor {
  ActorKind kind = ActorKind::kernel;
  std::string id;    ///< user id, plugin id; empty for the kernel and the citizen
  std::string name;  ///< as shown at the time

  friend bool operator==(const Actor&, const Actor&) = default;
};

/// The names that an event's details may have. Instants are decimal microseconds, ids decimal.
namespace detail_name {
inline constexpr std::string_view kDocket = "docket", kDepartment = "department", kDepartmentBefore = "department_before", kUnit = "unit",
                                  kUnitBefore = "unit_before", kAssignee = "assignee", kAssigneeName = "assignee_name", kCategory = "category",
                                  kCategoryBefore = "category_before", kPriority = "priority", kPriorityBefore = "priority_before",
                                  kStatus = "status", kStatusBefore = "status_before", kConfidential = "confidential", kCitizen = "citizen",
                                  kChannel = "channel", kAccount = "account", kLanguage = "language", kSummary = "summary",
                                  kResponseDue = "response_due", kResolutionDue = "resolution_due", kOutcome = "outcome", kText = "text",
                                  kAuthor = "author", kDelivery = "delivery", kState = "state", kRelevance = "relevance",
                                  kRelevanceBefore = "relevance_before", kQuestion = "question", kScore = "score", kIsResponse = "is_response",
                                  kCall = "call", kDecision = "decision", kFixed = "fixed", kRating = "rating", kResends = "resends",
                                  kReadyReply = "ready_reply", kPausedAt = "paused_at", kRespondedAt = "responded_at", kClosedAt = "closed_at",
                                  kVerifiedAt = "verified_at", kReopenedCount = "reopened_count", kNeedsAttention = "needs_attention",
                                  kFiles = "files";
/// What kConfidential may say.
inline constexpr std::string_view kYes = "true", kSealed = "sealed";
/// What kFixed may say; also kUnknown.
inline constexpr std::string_view kFixedYes = "yes", kNo = "no", kUnknown = "unknown";
inline constexpr std::string_view kOutcomeFieldPrefix = "outcome.", kFactPrefix = "fact.";
}  // namespace detail_name

/// One thing that happened. Append-only: an event is never changed.
struct Event {
  EventId id;
  TicketId ticket;    ///< none for a message in triage that has no ticket
  MessageId message;  ///< the message it is about, if any
  EventKind kind = EventKind::opened;
  Instant at;         ///< when the kernel recorded it
  Instant source_at;  ///< when it happened where it came from
  Actor actor;
  std::string reason;  ///< as typed by a person
  std::map<std::string, std::string, std::less<>> details;
  std::vector<Reason> reasons;

  [[nodiscard]] std::string_view detail(std::string_view name) const;
  void set(std::string_view name, std::string_view value) { details.insert_or_assign(std::string(name), std::string(value)); }

  friend bool operator==(const Event&, const Event&) = default;
};

/// Makes the ticket what it is after the event. Total: an event about another ticket, or one that changes nothing, only raises the version.
/// A ticket is nothing but its events applied in the order of their ids.
void apply(Ticket& ticket, const Event& event);

[[nodiscard]] std::string_view name_of(EventKind kind);
[[nodiscard]] std::string_view name_of(ActorKind kind);
[[nodiscard]] std::string_view name_of(Relevance relevance);
[[nodiscard]] std::string_view name_of(Aspect aspect);
[[nodiscard]] std::optional<Relevance> relevance_named(std::string_view name);
[[nodiscard]] std::optional<Aspect> aspect_named(std::string_view name);

}  // namespace seva::domain
