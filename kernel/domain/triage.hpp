#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/assessment.hpp"

namespace seva::domain {

/// What the machine was unsure of.
enum class Question : std::uint8_t {
  relevance = 1,   ///< must anybody act? The message has no ticket.
  department,      ///< two departments want it, or none does. No ticket.
  department_off,  ///< the department that would take it is switched off or failed. No ticket.
  unit             ///< which unit? There is a ticket, held by the triage unit.
};

/// A message or a ticket that waits for a person's decision, on a clock of its own.
struct TriageItem {
  TriageId id;
  MessageId message;
  TicketId ticket;  ///< none unless the question is unit
  Question question = Question::relevance;
  std::string unit;                     ///< whose triage desk it lies at
  std::vector<Assessment> assessments;  ///< what the departments think, most likely first
  Instant opened_at;
  Instant due_at;
  std::optional<Instant> decided_at;
  std::string decision;  ///< promoted, dismissed, corrected, joined; empty while open
};

[[nodiscard]] std::string_view name_of(Question question);
[[nodiscard]] std::optional<Question> question_named(std::string_view name);

}  // namespace seva::domain
