#include "http/pages/choices.hpp"

#include <algorithm>

namespace seva::http {

Choices& Choices::add(const std::string& value, const std::string& text, bool is_chosen) {
  PageData option;
  option.set("value", value);
  option.set("text", text);
  option.set("chosen", is_chosen);
  list_.push_back(option);
  return *this;
}

PageData unit_choices(const Call& call, const domain::Scope& scope, std::string_view chosen) {
  constexpr std::string_view kIndent = "\u2003";
  const domain::UnitTree& units = call.instance->units;
  Choices choices;
  for (const domain::Unit& root : units.all()) {
    if (!root.parent.empty()) continue;
    for (const std::string& code : units.subtree(root.code)) {
      if (!scope.is_everything && !std::binary_search(scope.units.begin(), scope.units.end(), code)) continue;
      std::string text;
      for (std::size_t level = units.depth(code); level > 0; --level) text += kIndent;
      choices.add(code, text + name_of_unit(call, code), code == chosen);
    }
  }
  return choices.data();
}

PageData category_choices(const Call& call, std::string_view chosen) {
  Choices choices;
  for (const domain::Category& category : call.instance->categories)
    choices.add(category.code, category.name.in(call.language), category.code == chosen);
  return choices.data();
}

PageData priority_choices(const Call& call, std::string_view chosen) {
  Choices choices;
  for (const auto priority : {domain::Priority::emergency, domain::Priority::high, domain::Priority::normal, domain::Priority::low}) {
    const std::string name(domain::name_of(priority));
    choices.add(name, words_of(call)("priority." + name), name == chosen);
  }
  return choices.data();
}

std::string name_of_unit(const Call& call, const std::string& code) {
  const domain::Unit* unit = call.instance->units.find(code);
  return unit == nullptr ? code : unit->name.in(call.language);
}

std::string name_of_category(const Call& call, const std::string& code) {
  const domain::Category* category = call.instance->category(code);
  return category == nullptr ? code : category->name.in(call.language);
}

std::string names_of_roles(const Call& call, const domain::User& user) {
  std::string text;
  for (const domain::RoleAt& held : user.roles)
    text += (text.empty() ? "" : "; ") + words_of(call)("role." + std::string(domain::name_of(held.role))) + ", " + name_of_unit(call, held.unit);
  return text;
}

std::string name_of_plugin(const Call& call, const std::string& id) {
  const auto plugin = call.ports().plugins.plugin(id);
  return plugin ? plugin->name.in(call.language) : id;
}

}  // namespace seva::http
