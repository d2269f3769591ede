#include "railways.hpp"

#include <algorithm>
#include <map>
#include <seva_manifest.hpp>
#include <string>
#include <utility>

#include "outcome.hpp"

namespace seva::railways {
namespace {

constexpr double kEmergencyScore = 0.9;

std::vector<std::string> kinds_of(const Config& config, std::string_view key, std::vector<std::string> otherwise) {
  std::vector<std::string> kinds = config.texts(key);
  return kinds.empty() ? otherwise : kinds;
}

std::map<std::string, std::string, std::less<>> central_units_of(const Config& config) {
  std::map<std::string, std::string, std::less<>> units;
  const Config section = config.section("central_units");
  for (const std::string& category : section.keys()) units.emplace(category, section.text(category));
  return units;
}

Reason reason_of(Aspect aspect, std::string code, double weight, const std::vector<text::PhraseMatch>& matches) {
  Reason reason{aspect, std::move(code), {}, weight, {}};
  for (const text::PhraseMatch& match : matches) reason.words.push_back({match.offset, match.size});
  return reason;
}

std::string joined(const std::vector<std::string>& values) {
  std::string list;
  for (const std::string& value : values) list += (list.empty() ? "" : ", ") + value;
  return list;
}

}  // namespace

void Railways::on_start(const DepartmentStart& start, Notices& notices) {
  units_ = Units(start.units, kinds_of(start.config, "division_kinds", {"division"}), kinds_of(start.config, "zone_kinds", {"zone"}));
  for (const char* file : {"stations", "trains"})
    if (!start.files.find(file))
      notices.log(LogLevel::warning, "table_missing", "There is no file of " + std::string(file) + "; they are not known.");
  stations_ = Stations(start.files.find("stations").value_or(std::string_view{}), units_);
  trains_ = Trains(start.files.find("trains").value_or(std::string_view{}), units_);
  const std::size_t unusable = stations_.unusable_rows() + trains_.unusable_rows();
  if (unusable > 0) notices.log(LogLevel::warning, "table_rows", "Rows of the tables that cannot be used: " + std::to_string(unusable) + ".");
  unit_choice_ = UnitChoice(units_, stations_, trains_, central_units_of(start.config));
}

Assessment Railways::assess(const CitizenMessage& message) const {
  tokens_.read(message.text);
  urgency_reader_.read(tokens_, urgency_);
  categories_.choose(tokens_, category_);
  number_reader_.read(tokens_, trains_, numbers_);
  station_finder_.find(tokens_, stations_, station_evidence_);

  judge_.read(tokens_);
  const bool names_a_place_in_it = !numbers_.coach.empty() || !numbers_.berth.empty() || !numbers_.platform.empty();
  const bool is_in_a_train = !numbers_.trains.empty() || !numbers_.coach.empty() || !numbers_.berth.empty();
  if (category_.group != PostClass::critical && !category_.illness.empty() && is_in_a_train && !judge_.asks_a_favour()) category_.take_illness();
  // Words of danger in an everyday matter (smoke of cigarettes, a fan that is stuck) are none.
  const bool is_danger_now = is_grave() && urgency_.level == text::UrgencyLevel::now;
  Relevance relevance = judge_.judge(tokens_, {&category_, !numbers_.trains.empty(), !numbers_.pnrs.empty(), names_a_place_in_it,
                                               !station_evidence_.stations.empty(), is_danger_now, urgency_.is_figurative});
  Assessment assessment;
  assessment.relevance = relevance.kind;
  assessment.score = relevance.score;
  assessment.reasons = std::move(relevance.reasons);
  set_category(assessment);
  set_urgency(relevance, assessment);
  set_unit(message, assessment);
  note_facts(assessment);
  return assessment;
}

bool Railways::is_grave() const { return category_.group == PostClass::critical || (category_.code.empty() && !judge_.is_general()); }

void Railways::set_category(Assessment& assessment) const {
  if (assessment.relevance == RelevanceKind::praise) {
    assessment.category = "FEEDBACK";
    return;
  }
  if (assessment.relevance == RelevanceKind::query && category_.code.empty()) {
    assessment.category = "QUERY";
    return;
  }
  assessment.category = category_.code.empty() ? "OTHER" : category_.code;
  const bool is_in_a_train = !numbers_.coach.empty() || !numbers_.berth.empty() || !numbers_.trains.empty();
  const bool is_at_a_station = !numbers_.platform.empty() || std::any_of(station_evidence_.stations.begin(), station_evidence_.stations.end(),
                                                                         [](const NamedStation& named) { return named.role == Role::location; });
  if (assessment.category == "CLEANLINESS_TRAIN" && is_at_a_station && !is_in_a_train) assessment.category = "CLEANLINESS_STATION";
  if (category_.code.empty()) return;
  assessment.reasons.push_back({Aspect::category, "category_words", {}, 0.8, category_.words});
  if (!is_confidential(category_.code) || assessment.relevance != RelevanceKind::grievance) return;
  assessment.is_confidential = true;
  assessment.reasons.push_back({Aspect::confidentiality, "victim_protected", {}, 1, category_.words});
}

void Railways::set_urgency(const Relevance& relevance, Assessment& assessment) const {
  const bool is_business = assessment.relevance == RelevanceKind::grievance;
  const bool is_danger_now = is_grave() && is_business && urgency_.level == text::UrgencyLevel::now;
  if (is_danger_now && urgency_.is_self_harm) assessment.category = "SELF_HARM";
  // Who is missing since yesterday is missing now.
  const bool is_still_so = category_.code == "MISSING_PERSON" || (!relevance.lies_back && urgency_.level != text::UrgencyLevel::past);
  const bool is_now =
      is_business && category_.group == PostClass::critical && is_still_so && !relevance.is_over && !judge_.is_general() && !urgency_.is_figurative;
  PostClass post_class = group_of(assessment.category);
  if (is_danger_now || (is_now && is_of_life(category_.code) && !category_.is_presumed)) {
    assessment.priority = Priority::emergency;
    assessment.score = std::max(assessment.score, kEmergencyScore);
    assessment.reasons.push_back(is_danger_now ? reason_of(Aspect::priority, "danger_now", 1, urgency_.alarming)
                                               : Reason{Aspect::priority, "life_at_stake", {}, 0.9, category_.words});
    post_class = PostClass::critical;
  } else if (is_now) {
    assessment.priority = Priority::high;
    assessment.reasons.push_back({Aspect::priority, "category_is_grave", {}, 0.7, category_.words});
  } else if (is_business) {
    assessment.priority = is_light(assessment.category) ? Priority::low : Priority::normal;
    if (category_.group == PostClass::critical) {
      assessment.reasons.push_back({Aspect::priority, judge_.is_general() ? "no_event" : "danger_over", {}, 0.5, {}});
      post_class = PostClass::non_critical;
    } else {
      const bool is_low = assessment.priority == Priority::low;
      assessment.reasons.push_back({Aspect::priority, is_low ? "category_is_light" : "nothing_pressing", {}, 0.5, {}});
    }
    if (post_class == PostClass::other) post_class = PostClass::non_critical;
  } else {
    assessment.priority = Priority::low;
    if (post_class != PostClass::suggestion || assessment.relevance != RelevanceKind::query) post_class = PostClass::other;
  }
  assessment.facts.emplace_back("class", name_of(post_class));
}

void Railways::set_unit(const CitizenMessage& message, Assessment& assessment) const {
  if (station_evidence_.stations.empty() && message.location && !message.location->place.empty()) {
    place_tokens_.read(message.location->place);
    station_finder_.find(place_tokens_, stations_, station_evidence_);
    if (!station_evidence_.stations.empty()) {
      unit_choice_.choose({&message, &place_tokens_, &station_evidence_, &numbers_, assessment.category}, assessment);
      for (Reason& reason : assessment.reasons)
        if (reason.aspect == Aspect::unit) reason.words.clear();
      return;
    }
  }
  unit_choice_.choose({&message, &tokens_, &station_evidence_, &numbers_, assessment.category}, assessment);
}

void Railways::note_facts(Assessment& assessment) const {
  const auto note = [&](const char* name, std::string value) {
    if (!value.empty()) assessment.facts.emplace_back(name, std::move(value));
  };
  note("pnr", joined(numbers_.pnrs));
  std::string trains;
  for (const NamedTrain& train : numbers_.trains) trains += (trains.empty() ? "" : ", ") + train.number;
  note("train", std::move(trains));
  note("coach", numbers_.coach);
  note("berth", numbers_.berth);
  note("platform", numbers_.platform);
  note("unreserved_ticket", numbers_.unreserved_ticket);
  for (const NamedStation& named : station_evidence_.stations) {
    const Station& station = stations_[named.station];
    if (station.code.empty() || named.role == Role::journey) continue;
    note("station", station.name + " (" + station.code + ")");
    return;
  }
}

std::vector<OutcomeProblem> Railways::check_outcome(const OutcomeCheck& check) const { return problems_of(check); }

}  // namespace seva::railways

SEVA_EXPORT_DEPARTMENT(seva::railways::Railways, seva::kManifest)
