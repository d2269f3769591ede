#include "body_choice.hpp"

#include <algorithm>

namespace seva::telecom {
namespace {

constexpr double kAddressed = 1.0;
constexpr double kNamed = 0.8;
constexpr double kTopic = 0.6;
constexpr double kHinted = 0.3;  ///< a mobile series: numbers are ported
constexpr double kElse = 0.2;
/// From so much on a category's words leave no doubt about post or telephones.
constexpr double kClearTopic = 1.2;

Reason account_reason(std::string_view code, std::string_view account, double weight, std::string_view text) {
  Reason reason{Aspect::unit, std::string(code), {std::string(account)}, weight, {}};
  const auto same = [](char left, char right) { return text::fold(std::string_view(&left, 1)) == text::fold(std::string_view(&right, 1)); };
  const auto found = std::search(text.begin(), text.end(), account.begin(), account.end(), same);
  if (found != text.end()) reason.words.push_back({static_cast<std::size_t>(found - text.begin()), account.size()});
  return reason;
}

Reason named_reason(std::string_view code, const Units& units, const NamedBody& named, double weight) {
  return {Aspect::unit, std::string(code), {units[named.body].code}, weight, named.words};
}

BodyAnswer take(UnitIndex body, Reason reason) { return {body, {}, {std::move(reason)}}; }

BodyAnswer waver(std::vector<std::pair<UnitIndex, double>> between, Reason reason) { return {kNoUnit, std::move(between), {std::move(reason)}}; }

bool holds(const std::vector<const NamedBody*>& named, UnitIndex body) {
  return std::any_of(named.begin(), named.end(), [&](const NamedBody* one) { return one->body == body; });
}

}  // namespace

BodyChoice::Addressed BodyChoice::addressed_by(const CitizenMessage& message) const {
  Addressed addressed;
  for (const AddressedView& view : message.addressed) {
    const UnitIndex unit = units_->find(view.unit);
    const UnitIndex body = unit == kNoUnit ? kNoUnit : (*units_)[unit].body;
    if (body == kNoUnit) continue;
    auto& providers = addressed.providers;
    if (body == units_->regulator())
      addressed.regulator = view.account;
    else if (std::none_of(providers.begin(), providers.end(), [&](const auto& known) { return known.first == body; }))
      providers.emplace_back(body, view.account);
  }
  return addressed;
}

std::vector<const NamedBody*> BodyChoice::providers_named(const BodyQuestion& question) const {
  std::vector<const NamedBody*> named;
  const bool is_between = is_between_operators(question.category->code);
  for (const NamedBody& one : *question.named)
    if (one.body != units_->regulator() && !one.is_closed && (is_between || !one.is_compared)) named.push_back(&one);
  return named;
}

bool BodyChoice::fits(UnitIndex body, Family family) const {
  const bool is_post = units_->kind_of(body) == BodyKind::post;
  return family == Family::any || is_post == (family == Family::post);
}

bool BodyChoice::may_serve(UnitIndex body, const std::vector<PlaceHint>& hints) const {
  return hints.empty() || std::any_of(hints.begin(), hints.end(), [&](const PlaceHint& hint) { return tables_->office(body, hint.area) != kNoUnit; });
}

BodyAnswer BodyChoice::choose(const BodyQuestion& question) const {
  const Addressed addressed = addressed_by(*question.message);
  if (addressed.providers.size() == 1) return by_one_account(question, addressed);
  if (addressed.providers.size() > 1) return by_several_accounts(question, addressed);
  return by_content(question, addressed);
}

BodyAnswer BodyChoice::by_one_account(const BodyQuestion& question, const Addressed& addressed) const {
  const auto& [body, account] = addressed.providers.front();
  const auto named = providers_named(question);
  const bool is_named_itself = holds(named, body);
  const bool is_off_topic = !fits(body, question.category->family) && question.category->weight >= kClearTopic && !is_named_itself;
  if (is_off_topic && (question.category->family == Family::post || !named.empty())) {
    const UnitIndex other = question.category->family == Family::post ? units_->post() : named.front()->body;
    if (other != kNoUnit)
      return waver({{other, kAddressed}, {body, kNamed}}, account_reason("account_and_topic_differ", account, 0.3, question.message->text));
  }
  if (!named.empty() && !is_named_itself) {
    std::vector<std::pair<UnitIndex, double>> between{{body, kAddressed}};
    for (const NamedBody* other : named) between.emplace_back(other->body, kNamed);
    Reason reason = named_reason("account_and_name_differ", *units_, *named.front(), 0.3);
    reason.arguments.insert(reason.arguments.begin(), std::string(account));
    return waver(std::move(between), std::move(reason));
  }
  if (!may_serve(body, *question.hints) && units_->kind_of(body) == BodyKind::carrier) {
    std::vector<std::pair<UnitIndex, double>> between{{body, kNamed}};
    for (const UnitIndex carrier : units_->carriers())
      if (carrier != body && may_serve(carrier, *question.hints)) between.emplace_back(carrier, kNamed);
    // Where no other carrier serves the place either, the one that was asked answers.
    if (between.size() > 1) return waver(std::move(between), {Aspect::unit, "carrier_not_there", {(*units_)[body].code}, 0.3, {}});
  }
  return take(body, account_reason("body_account", account, 1, question.message->text));
}

BodyAnswer BodyChoice::by_several_accounts(const BodyQuestion& question, const Addressed& addressed) const {
  std::vector<std::pair<UnitIndex, std::string_view>> left = addressed.providers;
  const auto narrow = [&](auto keep) {
    auto kept = left;
    std::erase_if(kept, [&](const auto& provider) { return !keep(provider.first); });
    if (!kept.empty()) left = std::move(kept);
    return left.size() == 1;
  };
  const auto named = providers_named(question);
  const CategoryFinding& category = *question.category;
  if (category.family != Family::any && narrow([&](UnitIndex body) { return fits(body, category.family); }))
    return take(left.front().first, {Aspect::unit, "topic_among_accounts", {}, 0.8, category.words});
  if (!named.empty() && narrow([&](UnitIndex body) { return holds(named, body); })) {
    const auto which = std::find_if(named.begin(), named.end(), [&](const NamedBody* one) { return one->body == left.front().first; });
    return take(left.front().first, which == named.end() ? account_reason("body_account", left.front().second, 0.8, question.message->text)
                                                         : named_reason("named_among_accounts", *units_, **which, 0.8));
  }
  if (!question.hints->empty() && narrow([&](UnitIndex body) { return may_serve(body, *question.hints); }))
    return take(left.front().first, {Aspect::unit, "place_among_accounts", {(*units_)[left.front().first].code}, 0.7, {}});
  std::vector<std::pair<UnitIndex, double>> between;
  for (const auto& [body, account] : left) between.emplace_back(body, kAddressed);
  return waver(std::move(between), account_reason("several_accounts", left.back().second, 0.3, question.message->text));
}

BodyAnswer BodyChoice::by_content(const BodyQuestion& question, const Addressed& addressed) const {
  const CategoryFinding& category = *question.category;
  auto named = providers_named(question);
  const bool is_addressed = !addressed.regulator.empty();
  if (is_the_regulators(category.code) && units_->regulator() != kNoUnit) {
    if (is_addressed) return take(units_->regulator(), account_reason("body_account", addressed.regulator, 1, question.message->text));
    return take(units_->regulator(), {Aspect::unit, "topic_is_regulators", {(*units_)[units_->regulator()].code}, kTopic, category.words});
  }
  std::vector<const NamedBody*> fitting;
  std::copy_if(named.begin(), named.end(), std::back_inserter(fitting), [&](const NamedBody* one) { return fits(one->body, category.family); });
  if (!fitting.empty()) named = std::move(fitting);
  if (named.size() == 1 && (fits(named.front()->body, category.family) || category.weight < kClearTopic))
    return take(named.front()->body, named_reason(is_addressed ? "regulator_passes_on" : "body_named", *units_, *named.front(), kNamed));
  if (named.size() > 1) {
    std::vector<std::pair<UnitIndex, double>> between;
    for (const NamedBody* one : named) between.emplace_back(one->body, kNamed);
    if (is_addressed) between.emplace_back(units_->regulator(), kTopic);
    return waver(std::move(between), named_reason("several_named", *units_, *named.front(), 0.3));
  }
  return without_provider(question, addressed);
}

BodyAnswer BodyChoice::without_provider(const BodyQuestion& question, const Addressed& addressed) const {
  const CategoryFinding& category = *question.category;
  const UnitIndex regulator = units_->regulator();
  if (category.family == Family::post && units_->post() != kNoUnit) {
    if (addressed.regulator.empty()) return take(units_->post(), {Aspect::unit, "topic_is_post", {}, kTopic, category.words});
    return waver({{units_->post(), kAddressed}, {regulator, kTopic}},
                 account_reason("account_and_topic_differ", addressed.regulator, 0.3, question.message->text));
  }
  if (!addressed.regulator.empty()) {
    BodyAnswer answer = take(regulator, account_reason("body_account", addressed.regulator, 1, question.message->text));
    add_hinted(question, answer);
    return answer;
  }
  for (const NamedBody& one : *question.named)
    if (one.is_closed) return take(one.body, named_reason("operator_closed", *units_, one, kTopic));
  for (const NamedBody& one : *question.named)
    if (one.body == regulator) return take(regulator, named_reason("body_named", *units_, one, kNamed));
  if (may_be_the_regulators(category.code) && regulator != kNoUnit)
    return take(regulator, {Aspect::unit, "topic_is_regulators", {(*units_)[regulator].code}, kTopic, category.words});

  BodyAnswer answer = waver({}, {Aspect::unit, category.family == Family::telephones ? "provider_unknown" : "body_unknown", {}, 0.1, {}});
  add_hinted(question, answer);
  if (is_fixed_line(category.code))
    for (const UnitIndex carrier : units_->carriers())
      if (may_serve(carrier, *question.hints)) answer.between.emplace_back(carrier, kHinted);
  if (category.family == Family::telephones && regulator != kNoUnit) answer.between.emplace_back(regulator, kElse);
  if (answer.between.empty() && units_->ministry() != kNoUnit) answer.between.emplace_back(units_->ministry(), kElse);
  return answer;
}

void BodyChoice::add_hinted(const BodyQuestion& question, BodyAnswer& answer) const {
  if (question.hinted == kNoUnit || question.category->family == Family::post) return;
  if (answer.body == kNoUnit) answer.between.emplace_back(question.hinted, kHinted);
  answer.reasons.push_back({Aspect::unit, "mobile_series_hints", {(*units_)[question.hinted].code}, 0.1, {}});
}

}  // namespace seva::telecom
