#include "http/triage_output.hpp"

#include "actions/propose_triage.hpp"
#include "http/json_output.hpp"

namespace seva::http {
namespace {

namespace json = boost::json;

json::array list_of(const std::vector<actions::Explanation>& reasons) {
  json::array list;
  for (const actions::Explanation& reason : reasons) list.push_back(json_of(reason));
  return list;
}

json::array assessments_of(const actions::TriageCase& which, actions::PluginCatalogue& plugins, const domain::Instance& instance) {
  json::array assessments;
  for (const domain::Assessment& assessment : which.item.assessments) {
    json::array candidates;
    for (const domain::Candidate& candidate : assessment.candidates) candidates.push_back({{"unit", candidate.unit}, {"score", candidate.score}});
    json::array reasons;
    for (const domain::Reason& reason : assessment.reasons)
      reasons.push_back(json_of(actions::explain(plugins, instance, assessment.department, reason, which.message.text)));
    assessments.push_back({{"department", assessment.department},
                           {"relevance", domain::name_of(assessment.relevance)},
                           {"score", assessment.score},
                           {"category", assessment.category},
                           {"priority", domain::name_of(assessment.priority)},
                           {"unit", assessment.unit},
                           {"candidates", std::move(candidates)},
                           {"reasons", std::move(reasons)}});
  }
  return assessments;
}

json::object decision_of(const actions::TriageDecision& decision) {
  json::object body{{"dismiss", decision.is_dismissed}};
  if (decision.relevance) body["relevance"] = domain::name_of(*decision.relevance);
  if (!decision.department.empty()) body["department"] = decision.department;
  if (!decision.category.empty()) body["category"] = decision.category;
  if (decision.priority) body["priority"] = domain::name_of(*decision.priority);
  if (!decision.unit.empty()) body["unit"] = decision.unit;
  if (!decision.reason.empty()) body["reason"] = decision.reason;
  return body;
}

json::array settled_of(const actions::TriageProposal& proposal) {
  json::array settled;
  for (const actions::TriageAnswer& answer : proposal.settled) {
    json::object row{
        {"aspect", domain::name_of(answer.aspect)}, {"value", answer.value}, {"label", json_of(answer.label)}, {"reasons", list_of(answer.reasons)}};
    if (answer.score) row["score"] = *answer.score;
    settled.push_back(std::move(row));
  }
  return settled;
}

json::array candidates_of(const actions::TriageProposal& proposal) {
  json::array candidates;
  for (const actions::TriageCandidate& candidate : proposal.candidates)
    candidates.push_back({{"decision", decision_of(candidate.decision)},
                          {"label", json_of(candidate.label)},
                          {"context", json_of(candidate.context)},
                          {"score", candidate.score},
                          {"reasons", list_of(candidate.reasons)}});
  return candidates;
}

json::object earlier_of(const domain::Ticket& ticket, const domain::Instance& instance) {
  const domain::Unit* unit = instance.units.find(ticket.unit);
  return {{"docket", ticket.docket},
          {"status", domain::name_of(ticket.status)},
          {"channel", ticket.channel},
          {"summary", ticket.summary},
          {"unit_name", json_of(unit == nullptr ? domain::Text{ticket.unit, ticket.unit} : unit->name)},
          {"opened_at", written_instant(ticket.opened_at)},
          {"score", 0},
          {"same_citizen", true},
          {"reasons", json::array{}}};
}

}  // namespace

json::object json_of(const actions::TriageCase& which, actions::PluginCatalogue& plugins, const domain::Instance& instance) {
  const domain::TriageItem& item = which.item;
  const actions::TriageProposal proposal = actions::propose_triage(plugins, instance, which);
  json::array before;
  for (const domain::Ticket& ticket : which.citizen_before) before.push_back(earlier_of(ticket, instance));
  json::object body{{"id", std::to_string(item.id.value)},
                    {"question", domain::name_of(item.question)},
                    {"unit", item.unit},
                    {"opened_at", written_instant(item.opened_at)},
                    {"due_at", written_instant(item.due_at)},
                    {"decision", item.decision},
                    {"message", json_of(which.message)},
                    {"docket", nullptr},
                    {"assessments", assessments_of(which, plugins, instance)},
                    {"priority", domain::name_of(proposal.priority)},
                    {"why_here", json_of(proposal.why_here)},
                    {"settled", settled_of(proposal)},
                    {"candidates", candidates_of(proposal)},
                    {"similar", json::array{}},
                    {"citizen_before", std::move(before)},
                    {"version", which.ticket ? which.ticket->version : 1}};
  if (which.ticket) body["docket"] = which.ticket->docket;
  return body;
}

json::object json_of(const actions::TriageOutcome& outcome, const domain::Instance& instance) {
  json::object body{
      {"ticket", nullptr},
      {"undo", {{"token", std::to_string(outcome.decision.value)}, {"expires_at", written_instant(outcome.decided_at + actions::kTriageUndoTime)}}}};
  if (outcome.ticket) body["ticket"] = json_of(*outcome.ticket, instance);
  return body;
}

}  // namespace seva::http
