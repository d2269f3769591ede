#include "actions/preferences.hpp"

#include <algorithm>
#include <array>

namespace seva::actions {
namespace {

constexpr std::array<std::string_view, 2> kLanguages{"en", "hi"};
constexpr std::array<std::string_view, 4> kThemes{"system", "light", "dark", "contrast"};
constexpr std::array<std::string_view, 3> kDensities{"dense", "normal", "large"};

template <class Choices>
bool is_choice(const std::string& value, const Choices& choices) {
  return value.empty() || std::find(choices.begin(), choices.end(), value) != choices.end();
}

domain::Problem no_choice(std::string where) {
  return domain::invalid("value_unknown", "There is no such choice.", std::move(where), "Choose one of those that the API's description names.");
}

}  // namespace

domain::Result<domain::Preferences> set_preferences(Ports& ports, domain::UserId who, const domain::Preferences& wanted) {
  if (!is_choice(wanted.language, kLanguages)) return no_choice("language");
  if (!is_choice(wanted.theme, kThemes)) return no_choice("theme");
  if (!is_choice(wanted.density, kDensities)) return no_choice("density");
  ports.store.write([&](Transaction& transaction) {
    transaction.personal().set_preferences(who, wanted);
    auto user = transaction.people().user(who);
    if (!user || wanted.language.empty() || user->language == wanted.language) return;
    user->language = wanted.language;
    transaction.people().change(*user);
  });
  return wanted;
}

domain::Preferences preferences_of(Ports& ports, const domain::User& who) {
  domain::Preferences preferences;
  ports.store.read([&](Transaction& transaction) { preferences = transaction.personal().preferences(who.id); });
  if (preferences.language.empty()) preferences.language = who.language;
  return preferences;
}

}  // namespace seva::actions
