#include "actions/ready_replies.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "actions/kept_result.hpp"
#include "actions/saved_views.hpp"
#include "domain/sealed.hpp"
#include "domain/unicode.hpp"

namespace seva::actions {
namespace {

using domain::Result;
using domain::Text;

constexpr std::size_t kLongestTitle = 400;
constexpr std::size_t kLongestReadyReply = 4'000;

struct KnownPurpose {
  std::string_view purpose;
  std::string_view en;
  std::string_view hi;
  std::string_view follows;
};

constexpr std::array kPurposes{
    KnownPurpose{"information_needed", "Ask for information", "जानकारी माँगें", R"({"status":"incomplete"})"},
    KnownPurpose{"in_process", "We have taken it up", "कार्रवाई शुरू", R"({"status":"in_process"})"},
    KnownPurpose{"assigned", "It is with the unit", "इकाई को सौंपी गई", ""},
    KnownPurpose{"closed", "It is closed", "निस्तारित", ""},
    KnownPurpose{"not_for_us", "Not for this office", "इस कार्यालय का विषय नहीं", ""},
    KnownPurpose{"neutral_call_soon", "We will call soon (neutral)", "जल्द कॉल करेंगे (तटस्थ)", ""},
    KnownPurpose{"neutral_contact", "Please get in touch (neutral)", "कृपया संपर्क करें (तटस्थ)", ""},
    KnownPurpose{"neutral_done", "It is done (neutral)", "कार्य पूरा (तटस्थ)", ""},
};

/// What the kernel sends by itself.
constexpr std::array<std::string_view, 5> kAutomatic{"opened", "opened_emergency", "appended", "reopened", "neutral_opened"};

OfferedReply of_instance(const std::string& purpose, const Text& text) {
  std::string words = purpose;
  std::replace(words.begin(), words.end(), '_', ' ');
  OfferedReply offered{purpose, {words, words}, {text.en, text.in("hi")}, purpose, {}, {}, false, {}, false};
  for (const KnownPurpose& known : kPurposes)
    if (known.purpose == purpose) {
      offered.title = {std::string(known.en), std::string(known.hi)};
      offered.follows = known.follows;
    }
  offered.is_private = purpose.starts_with(domain::kNeutralPrefix);
  return offered;
}

OfferedReply of_unit(const ReadyReply& reply, bool may_change) {
  return {std::to_string(reply.id.value),
          {reply.title_en, reply.title_hi},
          {reply.text_en, reply.text_hi},
          {},
          reply.unit,
          reply.category,
          reply.is_private,
          reply.follows,
          may_change};
}

std::vector<std::string> units_and_above(const domain::Principal& who, const domain::UnitTree& tree) {
  std::set<std::string> units;
  for (const std::string& unit : own_units(who))
    for (std::string& above : tree.path(unit)) units.insert(std::move(above));
  return {units.begin(), units.end()};
}

Result<void> check(const ReadyReply& reply, const domain::Instance& instance) {
  const auto is_blank = [](const std::string& text) { return text.find_first_not_of(" \t\r\n") == std::string::npos; };
  if (is_blank(reply.title_en) || is_blank(reply.title_hi) || reply.title_en.size() > kLongestTitle || reply.title_hi.size() > kLongestTitle)
    return domain::invalid("title_wrong", "The title is missing in a language, or too long.", "title",
                           "Give it in both languages, at most 100 letters.");
  if (is_blank(reply.text_en) || is_blank(reply.text_hi) || reply.text_en.size() > kLongestReadyReply || reply.text_hi.size() > kLongestReadyReply)
    return domain::invalid("text_wrong", "The text is missing in a language, or too long.", "text",
                           "Give it in both languages, at most 1,000 letters.");
  if (!reply.category.empty() && instance.category(reply.category) == nullptr)
    return domain::invalid("category_unknown", "There is no such category.", "category", "Choose one from the list.");
  return {};
}

domain::Problem not_supervisor() { return domain::forbidden("not_supervisor", "Supervisors of the unit alone keep its ready replies."); }

}  // namespace

std::vector<OfferedReply> list_replies(Ports& ports, const domain::Principal& who, const std::string& category) {
  const auto instance = ports.settings.current();
  std::vector<OfferedReply> offered;
  for (const auto& [purpose, text] : instance->replies)
    if (std::find(kAutomatic.begin(), kAutomatic.end(), purpose) == kAutomatic.end()) offered.push_back(of_instance(purpose, text));
  std::vector<ReadyReply> replies;
  ports.store.read([&](Transaction& transaction) { replies = transaction.desk().ready_replies(units_and_above(who, instance->units)); });
  for (const ReadyReply& reply : replies)
    if (category.empty() || reply.category.empty() || reply.category == category)
      offered.push_back(of_unit(reply, supervises(who, reply.unit, instance->units)));
  return offered;
}

Result<OfferedReply> save_reply(Ports& ports, const domain::Principal& who, ReadyReply reply) {
  const auto instance = ports.settings.current();
  if (reply.unit.empty())
    for (const std::string& unit : own_units(who))
      if (reply.unit.empty() && supervises(who, unit, instance->units)) reply.unit = unit;
  if (!supervises(who, reply.unit, instance->units)) return not_supervisor();
  if (const auto checked = check(reply, *instance); !checked) return checked.error();
  for (std::string* text : {&reply.title_en, &reply.title_hi, &reply.text_en, &reply.text_hi}) *text = domain::to_nfc(std::move(*text));
  const bool is_new = !reply.id;
  if (is_new) reply.id = ports.identities.next<ReadyReplyId>();  // one and the same, however often it is run
  return result_of_writing(ports.store, [&](Transaction& transaction) -> Result<OfferedReply> {
    ReadyReply saved = reply;
    const auto known = is_new ? std::nullopt : transaction.desk().ready_reply(reply.id);
    if (!is_new && !known) return domain::not_found();
    if (known && !supervises(who, known->unit, instance->units)) return not_supervisor();
    saved.created_at = known ? known->created_at : ports.clock.now();
    Changes changes;
    changes.ready_replies.push_back(saved);
    transaction.write(changes);
    return of_unit(saved, true);
  });
}

Result<void> remove_reply(Ports& ports, const domain::Principal& who, ReadyReplyId id) {
  const auto instance = ports.settings.current();
  return result_of_writing(ports.store, [&](Transaction& transaction) -> Result<void> {
    const auto known = transaction.desk().ready_reply(id);
    if (!known) return domain::not_found();
    if (!supervises(who, known->unit, instance->units)) return not_supervisor();
    Changes changes;
    changes.removed_ready_replies.push_back(id);
    transaction.write(changes);
    return {};
  });
}

}  // namespace seva::actions
