#include "telecom.hpp"

#include <algorithm>
#include <array>
#include <seva_manifest.hpp>
#include <string>
#include <utility>

#include "outcome.hpp"

namespace seva::telecom {
namespace {

constexpr std::array<std::string_view, 7> kFiles{"areas", "pins", "divisions", "std_codes", "mobile_prefixes", "places", "operators"};

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

Reason reason_of(Aspect aspect, std::string code, double weight, const std::vector<text::PhraseMatch>& matches) {
  Reason reason{aspect, std::move(code), {}, weight, {}};
  for (const text::PhraseMatch& match : matches) reason.words.push_back({match.offset, match.size});
  return reason;
}

BodySettings settings_of(const Config& config) {
  BodySettings settings{config.text("regulator", "DOT"), config.text("post", "POST"), config.texts("carriers"),
                        config.text("operator_kind", "operator")};
  if (!config.has("carriers")) settings.carriers = {"BSNL", "MTNL"};
  return settings;
}

}  // namespace

void Telecom::on_start(const DepartmentStart& start, Notices& notices) {
  units_ = Units(start.units, settings_of(start.config));
  for (const std::string_view name : kFiles)
    if (!start.files.find(name)) notices.log(LogLevel::warning, "file_missing", "Without the file " + std::string(name) + " less is known.");
  tables_ = Tables(start.files, units_);
  places_ = PlaceFinder(start.files.find("places").value_or(std::string_view{}), tables_, units_);
  body_names_ = BodyNames(start.files.find("operators").value_or(std::string_view{}), units_);
  const std::size_t unusable = tables_.unusable_rows() + places_.unusable_rows() + body_names_.unusable_rows();
  if (unusable > 0) notices.log(LogLevel::warning, "table_rows", "The tables have unusable rows: " + std::to_string(unusable) + ".");
  body_choice_ = BodyChoice(units_, tables_);
  circle_choice_ = CircleChoice(units_, tables_);
}

Assessment Telecom::assess(const CitizenMessage& message) const {
  read_text(message);
  urgency_reader_.read(tokens_, urgency_);
  number_reader_.read(tokens_, numbers_);
  const CategoryFinding category = categories_.choose(tokens_, addressed_family(message));
  body_names_.find(tokens_, message.addressed, category.family == Family::telephones, named_);
  find_places(message);

  const bool is_by_hashtag =
      std::any_of(message.addressed.begin(), message.addressed.end(), [](const AddressedView& view) { return view.account.starts_with('#'); });
  const bool gives_particulars = numbers_.is_any() || !hints_.empty();
  Relevance relevance = judge_.judge(
      tokens_, {&category, is_by_hashtag, gives_particulars, !named_.empty(), urgency_.level == text::UrgencyLevel::now, urgency_.is_figurative});
  Assessment assessment;
  assessment.relevance = relevance.kind;
  assessment.score = relevance.score;
  assessment.reasons = std::move(relevance.reasons);
  set_category(category, assessment);
  set_priority(relevance.pressing, assessment);
  note_numbers(assessment);
  set_unit(message, category, assessment);
  for (Reason& reason : assessment.reasons) numbers_.hide_in(reason.words);
  return assessment;
}

void Telecom::read_text(const CitizenMessage& message) const {
  const auto same = [](char left, char right) { return lower(left) == lower(right); };
  text_.assign(message.text);
  for (const AddressedView& view : message.addressed) {
    if (!view.account.starts_with('#')) continue;
    for (auto at = text_.begin();;) {
      at = std::search(at, text_.end(), view.account.begin(), view.account.end(), same);
      if (at == text_.end()) break;
      const auto end = at + static_cast<std::ptrdiff_t>(view.account.size());
      std::fill(at, end, ' ');
      at = end;
    }
  }
  tokens_.read(text_);
}

Family Telecom::addressed_family(const CitizenMessage& message) const {
  Family family = Family::any;
  for (const AddressedView& view : message.addressed) {
    const UnitIndex unit = units_.find(view.unit);
    const BodyKind kind = unit == kNoUnit ? BodyKind::none : units_.kind_of(units_[unit].body);
    if (kind == BodyKind::none) continue;
    const Family one = kind == BodyKind::post ? Family::post : Family::telephones;
    if (family != Family::any && family != one) return Family::any;
    family = one;
  }
  return family;
}

/// Where the text tells no place, the one that the channel tells counts.
void Telecom::find_places(const CitizenMessage& message) const {
  places_.find(tokens_, numbers_, tables_, hints_);
  if (!hints_.empty() || !message.location || message.location->place.empty()) return;
  place_tokens_.read(message.location->place);
  places_.find(place_tokens_, {}, tables_, hints_);
  for (PlaceHint& hint : hints_) hint.words = {};
}

void Telecom::set_category(const CategoryFinding& found, Assessment& assessment) const {
  if (assessment.relevance == RelevanceKind::praise)
    assessment.category = "FEEDBACK";
  else if (assessment.relevance == RelevanceKind::query)
    assessment.category = "QUERY";
  else
    assessment.category = found.code.empty() ? "OTHER" : found.code;
  if (found.code.empty()) return;
  assessment.reasons.push_back({Aspect::category, "category_words", {}, 0.8, found.words});
  if (!is_confidential(assessment.category)) return;
  assessment.is_confidential = true;
  assessment.reasons.push_back({Aspect::confidentiality, "victim_protected", {}, 1, found.words});
}

void Telecom::set_priority(const std::vector<Words>& pressing, Assessment& assessment) const {
  const bool is_business = assessment.relevance == RelevanceKind::grievance;
  assessment.priority = is_business ? priority_of(assessment.category) : Priority::low;
  if (!is_business) return;
  if (urgency_.level == text::UrgencyLevel::now) {
    assessment.priority = Priority::emergency;
    assessment.reasons.push_back(reason_of(Aspect::priority, "danger_now", 1, urgency_.alarming));
  } else if (urgency_.level == text::UrgencyLevel::past) {
    assessment.priority = Priority::high;
    assessment.reasons.push_back(reason_of(Aspect::priority, "danger_over", 0.5, urgency_.calming));
  } else if (!pressing.empty()) {
    assessment.priority = Priority::high;
    assessment.reasons.push_back({Aspect::priority, "time_matters", {}, 0.6, pressing});
  } else if (assessment.priority != Priority::normal) {
    assessment.reasons.push_back({Aspect::priority, assessment.priority == Priority::high ? "category_is_grave" : "category_is_light", {}, 0.6, {}});
  }
}

void Telecom::note_numbers(Assessment& assessment) const {
  const auto note = [&](const char* name, const std::string& value) {
    if (!value.empty()) assessment.facts.emplace_back(name, value);
  };
  if (!numbers_.pins.empty()) note("pin", numbers_.pins.front().digits);
  note("landline", numbers_.landline.empty() ? std::string{} : "0" + numbers_.landline);
  note("mobile", numbers_.mobile);
  note("article", numbers_.article);
  note("reference", numbers_.reference);
  if (!numbers_.article.empty() && !numbers_.is_article_sound) assessment.reasons.push_back({Aspect::category, "article_number_mistyped", {}, 0, {}});
}

void Telecom::set_unit(const CitizenMessage& message, const CategoryFinding& category, Assessment& assessment) const {
  const UnitIndex hinted = tables_.body_of_mobile(numbers_.mobile);
  const BodyQuestion question{&message, &tokens_, &category, &named_, &hints_, hinted};
  circle_choice_.choose(body_choice_.choose(question), question, assessment);
}

std::vector<OutcomeProblem> Telecom::check_outcome(const OutcomeCheck& check) const { return problems_of(check); }

}  // namespace seva::telecom

SEVA_EXPORT_DEPARTMENT(seva::telecom::Telecom, seva::kManifest)
