#include "storage/plugin_records.hpp"

#include <limits>

#include "storage/stored_numbers.hpp"

namespace seva::storage {
namespace {

const Select kStates = select("read a plugin's state", "name, value, is_secret", "FROM plugin_states WHERE plugin = :plugin ORDER BY name");
constexpr std::string_view kLetterColumns =
    "d.id, d.plugin, d.digest, d.origin, d.reason, d.size, d.at, w.is_event, w.event, w.tag, w.state, w.attempts, w.settled_at";
constexpr std::string_view kJoined = "FROM dead_letter_work w JOIN dead_letters d ON d.id = w.letter ";

const Select kLetters = select("list dead letters", kLetterColumns,
                               std::string(kJoined) + "WHERE w.is_waiting = :waiting AND w.letter < :before ORDER BY w.letter DESC LIMIT :most");
const Select kLettersOf =
    select("list a plugin's dead letters", kLetterColumns,
           std::string(kJoined) + "WHERE w.plugin = :plugin AND w.is_waiting = :waiting AND w.letter < :before ORDER BY w.letter DESC LIMIT :most");
const Select kLetter = select("find a dead letter", std::string(kLetterColumns) + ", w.head, d.bytes", std::string(kJoined) + "WHERE w.letter = :id");
const Select kWaitingLetters = select("count dead letters", "COUNT(*)", "FROM dead_letter_work WHERE is_waiting = 1");
const Select kWaitingLettersOf =
    select("count a plugin's dead letters", "COUNT(*)", "FROM dead_letter_work WHERE plugin = :plugin AND is_waiting = 1");

actions::DeadLetter read_letter(Row& row) {
  actions::DeadLetter letter;
  letter.id = row.id<domain::DeadLetterId>();
  letter.plugin = row.text();
  letter.digest = row.text();
  letter.origin = row.text();
  letter.reason = row.text();
  letter.size = static_cast<std::uint64_t>(row.number());
  letter.at = row.instant();
  letter.is_event = row.flag();
  letter.event = row.text();
  letter.tag = row.text();
  letter.state = row.one_of(kLastDeadLetterState);
  letter.attempts = row.count();
  letter.settled_at = row.maybe_instant();
  return letter;
}

}  // namespace

std::vector<actions::PluginState> SociPluginRecords::states(const std::string& plugin) {
  std::vector<actions::PluginState> states;
  session_.select(kStates, {plugin}, [&](Row& row) {
    auto& state = states.emplace_back();
    state.plugin = plugin;
    state.key = row.text();
    state.value = row.text();
    state.is_secret = row.flag();
  });
  return states;
}

std::vector<actions::DeadLetter> SociPluginRecords::dead_letters(const actions::DeadLetterQuery& query) {
  std::vector<actions::DeadLetter> letters;
  const auto take = [&](Row& row) { letters.push_back(read_letter(row)); };
  const std::int64_t before = query.before ? query.before.value : std::numeric_limits<std::int64_t>::max();
  if (query.plugin.empty())
    session_.select(kLetters, {to_value(query.is_waiting), to_value(before), to_value(query.limit)}, take);
  else
    session_.select(kLettersOf, {query.plugin, to_value(query.is_waiting), to_value(before), to_value(query.limit)}, take);
  return letters;
}

std::optional<actions::DeadLetter> SociPluginRecords::dead_letter(domain::DeadLetterId id) {
  std::optional<actions::DeadLetter> letter;
  session_.select(kLetter, {to_value(id)}, [&](Row& row) {
    letter = read_letter(row);
    letter->head = row.text();
    letter->bytes = row.text();
  });
  return letter;
}

std::int64_t SociPluginRecords::waiting_dead_letters(const std::string& plugin) {
  std::int64_t count = 0;
  const auto take = [&](Row& row) { count = row.number(); };
  if (plugin.empty())
    session_.select(kWaitingLetters, {}, take);
  else
    session_.select(kWaitingLettersOf, {plugin}, take);
  return count;
}

}  // namespace seva::storage
