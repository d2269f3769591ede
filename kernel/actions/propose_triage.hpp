#pragma once

#include <vector>

#include "actions/decide_triage.hpp"
#include "actions/explain_ticket.hpp"

namespace seva::actions {

/// Something about a case that the machine is sure of.
struct TriageAnswer {
  domain::Aspect aspect = domain::Aspect::relevance;  ///< relevance, department, category or priority
  std::string value;
  domain::Text label;
  std::optional<double> score;
  std::vector<Explanation> reasons;
};

/// An answer to the question that a person may choose.
struct TriageCandidate {
  TriageDecision decision;  ///< what is decided when it is chosen
  domain::Text label;
  domain::Text context;  ///< the unit above it; empty where there is none
  double score = 0;
  std::vector<Explanation> reasons;
};

/// A case made ready for a person.
struct TriageProposal {
  domain::Text why_here;  ///< a sentence
  domain::Priority priority = domain::Priority::normal;
  std::vector<TriageAnswer> settled;
  std::vector<TriageCandidate> candidates;  ///< best first, at most four
};

/// Asks nobody and writes nothing: all of it follows from the assessments that are stored with the case.
[[nodiscard]] TriageProposal propose_triage(PluginCatalogue& plugins, const domain::Instance& instance, const TriageCase& which);

}  // namespace seva::actions
