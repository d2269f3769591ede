#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "domain/ids.hpp"

namespace seva::domain {

/// Where a ticket stands: the same four for all departments, so that figures compare across ministries.
enum class Status : std::uint8_t {
  open = 1,    ///< nobody has begun
  in_process,  ///< the office has taken it up
  incomplete,  ///< the citizen was asked for information; the clock stands
  closed       ///< disposed of, with an outcome
};

enum class Priority : std::uint8_t { emergency = 1, high, normal, low };

/// What came out of a ticket; the department's manifest says which kinds exist and what each must hold.
struct Outcome {
  std::string code;
  std::map<std::string, std::string> fields;

  friend bool operator==(const Outcome&, const Outcome&) = default;
};

/// A ticket's present state. It is stored beside the events and can be rebuilt from them: only apply() of event.hpp changes it.
struct Ticket {
  TicketId id;
  std::string docket;
  std::string department;
  std::string unit;  ///< who holds it
  UserId assignee;   ///< none while nobody took it
  std::string category;
  Priority priority = Priority::normal;
  Status status = Status::open;
  bool is_confidential = false;  ///< on no public page, and never answered in public
  bool is_sealed = false;        ///< confidential, and what came in lies in the vault (domain/sealed.hpp)
  CitizenId citizen;
  std::string channel;   ///< where it came from
  std::string account;   ///< the account of ours that was addressed; empty if none
  std::string language;  ///< of the citizen
  std::string summary;   ///< the first line of the first message; kHidden where it is sealed

  Instant opened_at;
  Instant response_due;    ///< first response to the citizen
  Instant resolution_due;  ///< disposal; moves when the clock stood
  std::optional<Instant> responded_at;
  std::optional<Instant> paused_at;  ///< since when the clock stands
  std::optional<Instant> closed_at;
  std::optional<Instant> verified_at;
  std::optional<Instant> appealed_at;
  std::uint32_t reopened_count = 0;
  bool needs_attention = false;  ///< the citizen wrote and nobody of the office has acted since
  Outcome outcome;               ///< empty code while not closed
  std::string merged_into;       ///< the docket of the ticket that this one was closed as part of; mostly empty

  std::uint32_t version = 0;  ///< rises with each event; what If-Match compares

  friend bool operator==(const Ticket&, const Ticket&) = default;
};

/// The instant by which the office must next act: the first response while it is owed, the resolution afterwards.
/// None while the clock stands or the ticket is closed.
[[nodiscard]] std::optional<Instant> next_due(const Ticket& ticket);

[[nodiscard]] std::string_view name_of(Status status);
[[nodiscard]] std::string_view name_of(Priority priority);
[[nodiscard]] std::optional<Status> status_named(std::string_view name);
[[nodiscard]] std::optional<Priority> priority_named(std::string_view name);

}  // namespace seva::domain
