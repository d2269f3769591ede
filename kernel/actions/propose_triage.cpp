#include "actions/propose_triage.hpp"

#include <algorithm>
#include <cstdio>

#include "actions/kernel_texts.hpp"

namespace seva::actions {
namespace {

using domain::Aspect;
using domain::Assessment;
using domain::Question;
using domain::Text;

constexpr std::size_t kMostCandidates = 4;

std::string hundredths(double score) {
  char text[16];
  std::snprintf(text, sizeof text, "%.2f", score);
  return text;
}

void fill_once(std::string& text, std::string_view place, const std::string& value) {
  if (const auto at = text.find(place); at != std::string::npos) text.replace(at, place.size(), value);
}

Text sentence(std::string_view code, const std::string& first = {}, const std::string& second = {}) {
  Text text = kernel_text(code).value_or(Text{std::string(code), std::string(code)});
  for (std::string* language : {&text.en, &text.hi}) {
    fill_once(*language, "{0}", first);
    fill_once(*language, "{1}", second);
  }
  return text;
}

Text unit_name(const domain::Instance& instance, const std::string& code) {
  const domain::Unit* unit = instance.units.find(code);
  return unit == nullptr ? Text{code, code} : unit->name;
}

Text name_above(const domain::Instance& instance, const std::string& code) {
  const domain::Unit* unit = instance.units.find(code);
  return unit == nullptr || unit->parent.empty() ? Text{} : unit_name(instance, unit->parent);
}

class Proposer {
 public:
  Proposer(PluginCatalogue& plugins, const domain::Instance& instance, const TriageCase& which)
      : plugins_(plugins), instance_(instance), case_(which), item_(which.item) {}

  TriageProposal propose() {
    const Assessment& first = item_.assessments.empty() ? none_ : item_.assessments.front();
    proposal_.priority = case_.ticket ? case_.ticket->priority : first.priority;
    switch (item_.question) {
      case Question::relevance: ask_relevance(first); break;
      case Question::department: ask_department(); break;
      case Question::department_off: ask_department_off(); break;
      case Question::unit: ask_unit(first); break;
    }
    if (case_.ticket && item_.question != Question::unit) proposal_.why_here = sentence("triage.waits_again");
    settle(first);
    if (proposal_.candidates.size() > kMostCandidates) proposal_.candidates.resize(kMostCandidates);
    return std::move(proposal_);
  }

 private:
  std::vector<Explanation> reasons(const Assessment& assessment, std::initializer_list<Aspect> aspects) {
    std::vector<Explanation> explained;
    for (const domain::Reason& reason : assessment.reasons)
      if (std::find(aspects.begin(), aspects.end(), reason.aspect) != aspects.end())
        explained.push_back(explain(plugins_, instance_, assessment.department, reason, case_.message.text));
    return explained;
  }

  /// Where the department proposes no unit: its first candidate, else whoever asks.
  [[nodiscard]] std::string unit_of(const Assessment& assessment) const {
    if (!assessment.unit.empty()) return assessment.unit;
    return assessment.candidates.empty() ? instance_.triage_unit : assessment.candidates.front().unit;
  }

  TriageCandidate opening(const Assessment& assessment) const {
    TriageCandidate candidate;
    candidate.decision.department = assessment.department;
    candidate.decision.category = assessment.category;
    candidate.decision.unit = unit_of(assessment);
    candidate.score = assessment.score;
    return candidate;
  }

  void ask_relevance(const Assessment& first) {
    proposal_.why_here = sentence("triage.relevance", hundredths(first.score), hundredths(instance_.intake.open_score));
    if (item_.assessments.empty()) return;
    TriageCandidate yes = opening(first);
    const bool is_query = first.relevance == domain::Relevance::query;
    yes.decision.relevance = is_query ? domain::Relevance::query : domain::Relevance::grievance;
    yes.label = sentence(is_query ? "relevance.query" : "relevance.grievance");
    yes.context = unit_name(instance_, yes.decision.unit);
    yes.reasons = reasons(first, {Aspect::relevance});
    TriageCandidate no;
    no.decision.is_dismissed = true;
    no.decision.relevance = first.relevance == domain::Relevance::praise ? domain::Relevance::praise : domain::Relevance::chatter;
    no.label = sentence("relevance." + std::string(name_of(*no.decision.relevance)));
    no.decision.reason = no.label.en;
    no.score = 1 - first.score;
    proposal_.candidates = {std::move(yes), std::move(no)};
    if (proposal_.candidates[1].score > proposal_.candidates[0].score) std::swap(proposal_.candidates[0], proposal_.candidates[1]);
  }

  void ask_department() {
    const auto& all = item_.assessments;
    proposal_.why_here = all.size() < 2
                             ? sentence("triage.department_none")
                             : sentence("triage.department", hundredths(all[0].score - all[1].score), hundredths(instance_.intake.department_margin));
    offer_departments();
  }

  void ask_department_off() {
    proposal_.why_here = sentence("triage.department_off");
    offer_departments();
  }

  void offer_departments() {
    for (const Assessment& assessment : item_.assessments) {
      TriageCandidate candidate = opening(assessment);
      const auto plugin = plugins_.plugin(assessment.department);
      candidate.label = plugin ? plugin->name : Text{assessment.department, assessment.department};
      candidate.context = unit_name(instance_, candidate.decision.unit);
      candidate.reasons = reasons(assessment, {Aspect::relevance, Aspect::department});
      proposal_.candidates.push_back(std::move(candidate));
    }
  }

  void ask_unit(const Assessment& first) {
    const auto& units = first.candidates;
    proposal_.why_here = units.size() < 2 ? sentence("triage.unit_none") : sentence("triage.unit", hundredths(units[0].score - units[1].score));
    for (const domain::Candidate& proposed : units) {
      if (proposal_.candidates.size() >= kMostCandidates - 1) break;
      TriageCandidate candidate = about_unit(proposed.unit);
      candidate.score = proposed.score;
      if (proposal_.candidates.empty()) candidate.reasons = reasons(first, {Aspect::unit});
      proposal_.candidates.push_back(std::move(candidate));
    }
    if (units.size() >= 2) offer_unit_above(units[0].unit, units[1].unit);
  }

  TriageCandidate about_unit(const std::string& unit) const {
    TriageCandidate candidate;
    candidate.decision.unit = unit;
    candidate.label = unit_name(instance_, unit);
    candidate.context = name_above(instance_, unit);
    return candidate;
  }

  /// What is above both can never be wrong: it hands on what it gets.
  void offer_unit_above(const std::string& one, const std::string& other) {
    for (const domain::Unit* unit = instance_.units.find(one); unit != nullptr; unit = instance_.units.find(unit->parent)) {
      if (!instance_.units.is_within(other, unit->code)) continue;
      const bool is_there = std::any_of(proposal_.candidates.begin(), proposal_.candidates.end(),
                                        [&](const TriageCandidate& candidate) { return candidate.decision.unit == unit->code; });
      if (is_there) return;
      TriageCandidate above = about_unit(unit->code);
      above.reasons.push_back({Aspect::unit, sentence("triage.unit_above"), 0, "kernel", {}});
      proposal_.candidates.push_back(std::move(above));
      return;
    }
  }

  void settle(const Assessment& first) {
    if (item_.assessments.empty()) return;
    if (item_.question != Question::relevance)
      add({Aspect::relevance, std::string(name_of(first.relevance)), sentence("relevance." + std::string(name_of(first.relevance))), first.score,
           reasons(first, {Aspect::relevance})});
    if (item_.question != Question::department && item_.question != Question::department_off)
      if (const auto plugin = plugins_.plugin(first.department))
        add({Aspect::department, first.department, plugin->name, std::nullopt, reasons(first, {Aspect::department})});
    const std::string& category = case_.ticket ? case_.ticket->category : first.category;
    if (const domain::Category* known = instance_.category(category))
      add({Aspect::category, category, known->name, std::nullopt, reasons(first, {Aspect::category})});
    const std::string priority(name_of(proposal_.priority));
    add({Aspect::priority, priority, priority_text(priority), std::nullopt, reasons(first, {Aspect::priority})});
  }

  void add(TriageAnswer answer) { proposal_.settled.push_back(std::move(answer)); }

  PluginCatalogue& plugins_;
  const domain::Instance& instance_;
  const TriageCase& case_;
  const domain::TriageItem& item_;
  const Assessment none_;
  TriageProposal proposal_;
};

}  // namespace

TriageProposal propose_triage(PluginCatalogue& plugins, const domain::Instance& instance, const TriageCase& which) {
  return Proposer(plugins, instance, which).propose();
}

}  // namespace seva::actions
