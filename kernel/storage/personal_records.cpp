#include "storage/personal_records.hpp"

#include <array>

#include "storage/key_list.hpp"

namespace seva::storage {
namespace {

constexpr std::int64_t kNotChosen = 0, kKeysOff = 1, kKeysOn = 2;
constexpr std::string_view kPreferenceColumns = "user_id, language, theme, single_keys, density";

const Select kPreferences = select("read a person's preferences", "language, theme, single_keys, density", "FROM preferences WHERE user_id = :user");
constexpr KeyedSelect kSeen{"find what a person has seen", "ticket, version", "FROM ticket_seen WHERE user_id = :user AND ticket IN", ""};

struct PersonalStatements {
  explicit PersonalStatements(Dialect dialect)
      : set_preferences(insert("set a person's preferences", "preferences", kPreferenceColumns,
                               or_update(dialect, "user_id", {"language", "theme", "single_keys", "density"}))),
        mark_seen(insert("mark a ticket as seen", "ticket_seen", "user_id, ticket, version", or_update(dialect, "user_id, ticket", {"version"}))) {}

  Statement set_preferences;
  Statement mark_seen;
};

const PersonalStatements& personal_statements(Dialect dialect) {
  static const std::array<PersonalStatements, 3> all{PersonalStatements(Dialect::sqlite), PersonalStatements(Dialect::mariadb),
                                                     PersonalStatements(Dialect::mysql)};
  return all[static_cast<std::size_t>(dialect) - 1];
}

}  // namespace

void add_seen_looks(std::vector<Look>& looks, domain::UserId user, std::span<const domain::TicketId> tickets,
                    std::vector<actions::SeenTicket>& found) {
  add_looks(looks, kSeen, {to_value(user)}, key_values(tickets), [&found](Row& row) {
    auto& one = found.emplace_back();
    one.ticket = row.id<domain::TicketId>();
    one.version = row.count();
  });
}

domain::Preferences SociPersonalRecords::preferences(domain::UserId user) {
  domain::Preferences found;
  session_.select(kPreferences, {to_value(user)}, [&](Row& row) {
    found.language = row.text();
    found.theme = row.text();
    if (const std::int64_t keys = row.number(); keys != kNotChosen) found.keys = keys == kKeysOn;
    found.density = row.text();
  });
  return found;
}

void SociPersonalRecords::set_preferences(domain::UserId user, const domain::Preferences& preferences) {
  const std::int64_t keys = !preferences.keys ? kNotChosen : *preferences.keys ? kKeysOn : kKeysOff;
  session_.execute(personal_statements(session_.dialect()).set_preferences,
                   {to_value(user), preferences.language, preferences.theme, to_value(keys), preferences.density});
}

std::vector<actions::SeenTicket> SociPersonalRecords::seen(domain::UserId user, std::span<const domain::TicketId> tickets) {
  std::vector<actions::SeenTicket> found;
  std::vector<Look> looks;
  add_seen_looks(looks, user, tickets, found);
  session_.select(looks);
  return found;
}

void SociPersonalRecords::mark_seen(domain::UserId user, domain::TicketId ticket, std::uint32_t version) {
  session_.execute(personal_statements(session_.dialect()).mark_seen, {to_value(user), to_value(ticket), to_value(version)});
}

}  // namespace seva::storage
