#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "domain/ticket.hpp"

namespace seva::domain {

/// What kind of message this is, in the department's eyes.
enum class Relevance : std::uint8_t { grievance = 1, query, praise, chatter };

/// What a reason speaks for.
enum class Aspect : std::uint8_t { relevance = 1, department, category, priority, unit, confidentiality, deadline };

/// Why something was decided. The sentence is data: `code` names a text in English and Hindi (of the plugin's manifest, or of the kernel),
/// `arguments` fill its {0} … {9}. So what is stored stays small and a new language needs no new decisions.
struct Reason {
  Aspect aspect = Aspect::relevance;
  std::string code;
  std::vector<std::string> arguments;
  double weight = 0;                                           ///< what it added to the score of its aspect
  std::vector<std::pair<std::uint32_t, std::uint32_t>> words;  ///< byte offset and size in the message's text

  friend bool operator==(const Reason&, const Reason&) = default;
};

struct Candidate {
  std::string unit;
  double score = 0;
};

/// What one department thinks of one message. The same message always gets the same assessment.
struct Assessment {
  std::string department;  ///< id of the department's plugin
  Relevance relevance = Relevance::chatter;
  double score = 0;  ///< how sure it is that one of its own must act, 0 to 1
  std::string category;
  Priority priority = Priority::normal;
  std::string unit;                   ///< empty: unsure
  std::vector<Candidate> candidates;  ///< best first; filled where unit is empty
  std::map<std::string, std::string> facts;
  bool is_confidential = false;
  std::vector<Reason> reasons;
};

}  // namespace seva::domain
