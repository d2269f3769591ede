#include "composition.hpp"

#include <array>
#include <stdexcept>
#include <string>

namespace seva::telecom {
namespace {

constexpr std::string_view kThings =
#include "lexicon/things.inc"
    ;

struct Row {
  std::string_view thing;
  std::string_view trouble;
  std::string_view category;
};

/// The graver and the more particular first.
constexpr std::array<Row, 48> kTable{{{"caller", "t_obscene", "ABUSIVE_CALLS"},
                                      {"caller", "t_deceit", "FRAUD_CALL"},
                                      {"sim", "t_deceit", "FRAUD_CALL"},
                                      {"company_staff", "t_money", "BRIBE"},
                                      {"postal_staff", "t_money", "BRIBE"},
                                      {"post_office", "t_money", "BRIBE"},
                                      {"caller", "t_selling", "UNWANTED_CALLS"},
                                      {"call", "t_selling", "UNWANTED_CALLS"},
                                      {"site", "t_harm", "TOWER"},
                                      {"mail", "t_damaged", "POST_DAMAGED"},
                                      {"mail", "t_lost", "POST_LOST"},
                                      {"postal_staff", "t_rude", "POST_STAFF"},
                                      {"mail", "t_late", "POST_LATE"},
                                      {"post_office", "t_rude", "POST_STAFF"},
                                      {"post_office", "t_shut", "POST_OFFICE"},
                                      {"deposit", "t_pending", "REFUND"},
                                      {"bill", "t_wrong", "BILLING"},
                                      {"bill", "t_pending", "BILLING"},
                                      {"recharge", "t_wrong", "RECHARGE"},
                                      {"recharge", "t_pending", "RECHARGE"},
                                      {"recharge", "t_dead", "RECHARGE"},
                                      {"connection", "t_pending", "NEW_CONNECTION"},
                                      {"broadband", "t_dead", "BROADBAND_DOWN"},
                                      {"broadband", "t_slow", "BROADBAND_DOWN"},
                                      {"broadband", "t_drops", "BROADBAND_DOWN"},
                                      {"cable", "t_dead", "LINE_DAMAGE"},
                                      {"cable", "t_damaged", "LINE_DAMAGE"},
                                      {"landline", "t_dead", "LANDLINE_DEAD"},
                                      {"landline", "t_slow", "LANDLINE_DEAD"},
                                      {"network", "t_dead", "NO_NETWORK"},
                                      {"call", "t_drops", "CALL_DROP"},
                                      {"data", "t_slow", "SLOW_DATA"},
                                      {"data", "t_dead", "SLOW_DATA"},
                                      {"network", "t_slow", "NO_NETWORK"},
                                      {"sim", "t_pending", "SIM"},
                                      {"sim", "t_dead", "SIM"},
                                      {"sim", "t_lost", "SIM"},
                                      {"company_staff", "t_rude", "TELECOM_STAFF"},
                                      {"company_staff", "t_dead", "TELECOM_STAFF"},
                                      {"savings", "t_pending", "POST_SAVINGS"},
                                      {"post_office", "t_pending", "POST_OFFICE"},
                                      {"post_office", "t_late", "POST_OFFICE"},
                                      {"postal_staff", "t_late", "POST_STAFF"},
                                      {"call", "t_obscene", "ABUSIVE_CALLS"},
                                      {"network", "t_pending", "NO_NETWORK"},
                                      {"connection", "t_dead", "BROADBAND_DOWN"},
                                      {"connection", "t_wrong", "DISCONNECTION"},
                                      {"call", "t_dead", "CALL_DROP"}}};

}  // namespace

Composer::Composer() : lexicon_(kThings) {
  const auto known = [&](std::string_view name) {
    const std::uint32_t feature = lexicon_.index_of(name);
    if (feature == lexicon_.features().size()) throw std::logic_error("things.inc lacks " + std::string(name));
    return feature;
  };
  for (const Row& row : kTable) pairs_.push_back({known(row.thing), known(row.trouble), row.category});
}

Composed Composer::compose(const text::Tokens& tokens) {
  evidence_.read(lexicon_, tokens);
  for (const Pair& pair : pairs_) {
    if (!evidence_.has(pair.thing) || !evidence_.has(pair.trouble)) continue;
    Composed composed{pair.category, {}};
    for (const text::PhraseMatch& match : evidence_.matches())
      if (match.phrase == pair.thing || match.phrase == pair.trouble) composed.words.push_back({match.offset, match.size});
    return composed;
  }
  return {};
}

}  // namespace seva::telecom
