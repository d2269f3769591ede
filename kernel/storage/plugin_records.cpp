#include "storage/plugin_records.hpp"

namespace seva::storage {
namespace {

const Select kStates = select("read a plugin's state", "name, value, is_secret", "FROM plugin_states WHERE plugin = :plugin ORDER BY name");
/// The comma of substr() is no column's.
const Select kDeadLetters{"read dead letters",
                          "SELECT id, plugin, digest, origin, reason, SUBSTR(bytes, 1, 4096), size, at FROM dead_letters WHERE plugin = :plugin "
                          "ORDER BY id DESC LIMIT :most",
                          8};

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

std::vector<actions::DeadLetter> SociPluginRecords::dead_letters(const std::string& plugin, std::size_t limit) {
  std::vector<actions::DeadLetter> letters;
  session_.select(kDeadLetters, {plugin, to_value(limit)}, [&](Row& row) {
    auto& letter = letters.emplace_back();
    letter.id = row.id<domain::DeadLetterId>();
    letter.plugin = row.text();
    letter.digest = row.text();
    letter.origin = row.text();
    letter.reason = row.text();
    letter.bytes = row.text();
    letter.size = static_cast<std::uint64_t>(row.number());
    letter.at = row.instant();
  });
  return letters;
}

}  // namespace seva::storage
