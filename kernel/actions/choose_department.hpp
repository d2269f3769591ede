#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "actions/ports.hpp"
#include "domain/addressing.hpp"

namespace seva::actions {

/// What the departments think of each message of a batch. A department that is off or failed has no opinion.
class Opinions {
 public:
  /// Asks every department that has a say: the owners of the accounts named, else all that are switched on.
  /// Messages of our own and those that name only others are not assessed. What is sealed is shown to those alone that are approved for it.
  static Opinions ask(Departments& departments, const domain::Instance& instance, const std::vector<domain::Message>& messages);

  [[nodiscard]] bool is_sealed(std::size_t message) const { return is_sealed_[message]; }
  [[nodiscard]] const domain::Addressing& addressing(std::size_t message) const { return addressings_[message]; }
  /// Those asked about the message, with their assessments where they gave one.
  [[nodiscard]] const std::map<std::string, std::optional<domain::Assessment>>& of(std::size_t message) const { return assessments_[message]; }

 private:
  std::vector<bool> is_sealed_;
  std::vector<domain::Addressing> addressings_;
  std::vector<std::map<std::string, std::optional<domain::Assessment>>> assessments_;
};

/// What is to become of a new message that belongs to no ticket yet.
struct Choice {
  enum class Kind : std::uint8_t {
    open = 1,        ///< the assessment's department takes it
    ask_relevance,   ///< unsure whether anybody must act
    ask_department,  ///< two want it
    department_off,  ///< the one that would take it has no opinion
    chatter,
    not_ours  ///< it names others only: not stored
  } kind = Kind::chatter;
  const domain::Assessment* assessment = nullptr;     ///< the chosen or most likely one; points into the Opinions
  std::vector<const domain::Assessment*> candidates;  ///< most likely first; for triage
  std::vector<domain::Reason> reasons;                ///< why this department
};

/// The owner of the account or hashtag first, else the highest score over the threshold; within the margin of another a person decides.
/// Of what is sealed nothing is let be: whatever no department takes, a person decides. Pure.
[[nodiscard]] Choice choose_department(const domain::Instance& instance, const Opinions& opinions, std::size_t message);

}  // namespace seva::actions
