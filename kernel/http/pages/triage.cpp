#include "actions/decide_triage.hpp"

#include <algorithm>

#include "actions/explain_ticket.hpp"
#include "domain/sealed.hpp"
#include "http/pages/choices.hpp"
#include "http/pages/clock_words.hpp"
#include "http/pages/page.hpp"
#include "http/problems.hpp"
#include "http/routes/routes.hpp"
#include "http/routes/triage_id.hpp"

namespace seva::http {
namespace {

constexpr std::size_t kWaiting = 50;
constexpr std::size_t kMostCandidates = 4;
constexpr std::size_t kMostReasons = 3;

bool may_triage(const Call& call) {
  const domain::Scope scope = domain::scope_of(call.principal(), domain::Permission::triage, call.instance->units);
  return scope.is_everything || !scope.units.empty();
}

/// Something that the message may be decided as.
struct Proposal {
  std::string department;
  std::string unit;
  std::string category;
  double score = 0;
};

/// The departments' units and their other candidates, the likeliest first, each pair once.
std::vector<Proposal> proposals_of(const domain::TriageItem& item) {
  std::vector<Proposal> proposals;
  for (const domain::Assessment& assessment : item.assessments) {
    if (!assessment.unit.empty()) proposals.push_back({assessment.department, assessment.unit, assessment.category, assessment.score});
    for (const domain::Candidate& candidate : assessment.candidates)
      if (candidate.unit != assessment.unit) proposals.push_back({assessment.department, candidate.unit, assessment.category, candidate.score});
    if (assessment.unit.empty() && assessment.candidates.empty())
      proposals.push_back({assessment.department, {}, assessment.category, assessment.score});
  }
  std::stable_sort(proposals.begin(), proposals.end(), [](const Proposal& left, const Proposal& right) { return left.score > right.score; });
  if (proposals.size() > kMostCandidates) proposals.resize(kMostCandidates);
  return proposals;
}

PageData candidates_data(const Call& call, const domain::TriageItem& item) {
  PageData list(PageData::type::list);
  int number = 0;
  for (const Proposal& proposal : proposals_of(item)) {
    const double score = std::clamp(proposal.score, 0.0, 1.0);
    PageData row;
    row.set("number", std::to_string(++number));
    row.set("value", proposal.department + "/" + proposal.unit);
    row.set("unit", proposal.unit.empty() ? words_of(call)("triage.unit_open") : name_of_unit(call, proposal.unit));
    row.set("department", name_of_plugin(call, proposal.department));
    row.set("category", name_of_category(call, proposal.category));
    row.set("percent", std::to_string(static_cast<int>(score * 100 + 0.5)));
    row.set("bar", std::to_string(static_cast<int>(score * 120 + 0.5)));
    row.set("chosen", number == 1);
    list.push_back(row);
  }
  return list;
}

PageData reasons_data(const Call& call, const actions::TriageCase& one) {
  PageData groups(PageData::type::list);
  for (const domain::Assessment& assessment : one.item.assessments) {
    std::vector<domain::Reason> reasons = assessment.reasons;
    std::stable_sort(reasons.begin(), reasons.end(), [](const auto& left, const auto& right) { return left.weight > right.weight; });
    if (reasons.size() > kMostReasons) reasons.resize(kMostReasons);
    PageData rows(PageData::type::list);
    for (const domain::Reason& reason : reasons) {
      PageData row;
      row.set("sentence",
              actions::explain(call.ports().plugins, *call.instance, assessment.department, reason, one.message.text).sentence.in(call.language));
      rows.push_back(row);
    }
    PageData group;
    group.set("aspect", name_of_plugin(call, assessment.department));
    group.set("percent", std::to_string(static_cast<int>(std::clamp(assessment.score, 0.0, 1.0) * 100 + 0.5)));
    group.set("rows", rows);
    groups.push_back(group);
  }
  return groups;
}

PageData waiting_data(const Call& call, const std::vector<actions::TriageCase>& cases, domain::TriageId shown) {
  const Words& words = words_of(call);
  PageData list(PageData::type::list);
  for (const actions::TriageCase& one : cases) {
    const bool is_over = one.item.due_at < call.now();
    const auto length = is_over ? call.now() - one.item.due_at : one.item.due_at - call.now();
    PageData row;
    row.set("href", link_to(call, "/triage/" + std::to_string(one.item.id.value)));
    row.set("question", words("question." + std::string(domain::name_of(one.item.question))));
    row.set("text", one.message.is_sealed ? std::string(domain::kHidden) : domain::first_line(one.message.text));
    row.set("remaining", words.filled(is_over ? "clock.over" : "clock.left", {short_duration(length, words)}));
    row.set("over", is_over);
    row.set("here", one.item.id == shown);
    list.push_back(row);
  }
  return list;
}

void add_question(const Call& call, const actions::TriageCase& one, PageData& data) {
  const Words& words = words_of(call);
  const domain::Assessment first = one.item.assessments.empty() ? domain::Assessment{} : one.item.assessments.front();
  PageData shown;
  shown.set("id", std::to_string(one.item.id.value));
  shown.set("question", words("question." + std::string(domain::name_of(one.item.question))));
  shown.set("help", words("question_help." + std::string(domain::name_of(one.item.question))));
  shown.set("text", one.message.text);
  shown.set("name", one.message.is_sealed             ? std::string(domain::kHidden)
                    : one.message.author.name.empty() ? one.message.author.handle
                                                      : one.message.author.name);
  shown.set("handle", one.message.author.name.empty() ? std::string{} : "@" + one.message.author.handle);
  shown.set("channel", name_of_plugin(call, one.message.channel));
  shown.set("sent", desk_time(one.message.sent_at, call.now(), call.instance->time_zone, words));
  if (one.ticket) shown.set("docket", one.ticket->docket);
  shown.set("can_dismiss", !one.item.ticket);
  shown.set("candidates", candidates_data(call, one.item));
  shown.set("reasons", reasons_data(call, one));
  Choices departments;
  departments.add("", words("triage.as_proposed"), true);
  for (const domain::PluginSettings& department : call.instance->departments)
    departments.add(department.id, name_of_plugin(call, department.id), false);
  shown.set("departments", departments.data());
  shown.set("units", unit_choices(call, {true, {}}, ""));
  shown.set("categories", category_choices(call, one.ticket ? one.ticket->category : first.category));
  shown.set("priorities", priority_choices(call, domain::name_of(one.ticket ? one.ticket->priority : first.priority)));
  data.set("shown", shown);
}

Response triage_page(Call& call, const actions::TriageCase* shown, const std::optional<domain::Problem>& problem) {
  const auto cases = actions::list_triage(call.ports(), call.principal(), std::nullopt, kWaiting);
  std::optional<domain::Result<actions::TriageCase>> first;
  if (shown == nullptr && !cases.empty()) {
    first.emplace(actions::show_triage(call.ports(), call.principal(), cases.front().item.id));
    if (*first) shown = &**first;
  }
  const Words& words = words_of(call);
  PageData data;
  data.set("count", std::to_string(cases.size()) + (cases.size() == kWaiting ? "+" : ""));
  data.set("waiting", waiting_data(call, cases, shown == nullptr ? domain::TriageId{} : shown->item.id));
  data.set("is_empty", cases.empty() && shown == nullptr);
  if (shown != nullptr) add_question(call, *shown, data);
  if (problem) {
    data.set("error", words.what(*problem));
    data.set("error_next", words.next(*problem));
    data.set("reason", std::string(value_of(call.form, "reason")));
  }
  data.set("done", done_message(call));
  return page(call, "triage", words("triage.title"), data, !problem ? 200 : status_of(*problem));
}

Response list(Call& call) { return may_triage(call) ? triage_page(call, nullptr, std::nullopt) : error_page(call, not_triage()); }

Response show(Call& call) {
  if (!may_triage(call)) return error_page(call, not_triage());
  const auto found = actions::show_triage(call.ports(), call.principal(), triage_id(call));
  return found ? triage_page(call, &*found, std::nullopt) : error_page(call, found.error());
}

actions::TriageDecision decision_of(const Call& call) {
  const auto typed = [&](std::string_view field) { return std::string(value_of(call.form, field)); };
  actions::TriageDecision decision;
  decision.is_dismissed = typed("answer") == "dismiss";
  decision.reason = typed("reason");
  if (decision.is_dismissed) return decision;
  const std::string candidate = typed("candidate");
  const auto slash = candidate.find('/');
  if (slash != std::string::npos) {
    decision.department = candidate.substr(0, slash);
    decision.unit = candidate.substr(slash + 1);
  }
  if (const std::string unit = typed("unit"); !unit.empty()) decision.unit = unit;
  if (const std::string department = typed("department"); !department.empty()) decision.department = department;
  decision.category = typed("category");
  decision.priority = domain::priority_named(typed("priority"));
  return decision;
}

Response decide(Call& call) {
  if (!may_triage(call)) return error_page(call, not_triage());
  const auto outcome = actions::decide_triage(call.ports(), call.principal(), triage_id(call), decision_of(call));
  if (outcome) return done(call, "/triage", outcome->ticket ? "promoted" : "dismissed");
  const auto found = actions::show_triage(call.ports(), call.principal(), triage_id(call));
  if (!found) return error_page(call, outcome.error());
  return triage_page(call, &*found, outcome.error());
}

}  // namespace

std::vector<Route> triage_pages() {
  return {{"GET", "/triage", Access::session, Face::page, list},
          {"GET", "/triage/{id}", Access::session, Face::page, show},
          {"POST", "/triage/{id}", Access::session, Face::page, decide}};
}

}  // namespace seva::http
