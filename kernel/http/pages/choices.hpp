#pragma once

#include <string>
#include <string_view>

#include "http/pages/page.hpp"

namespace seva::http {

/// The options of a select, for the template "options".
class Choices {
 public:
  Choices() : list_(PageData::type::list) {}
  Choices& add(const std::string& value, const std::string& text, bool is_chosen);
  [[nodiscard]] const PageData& data() const { return list_; }

 private:
  PageData list_;
};

[[nodiscard]] PageData unit_choices(const Call& call, const domain::Scope& scope, std::string_view chosen);
[[nodiscard]] PageData category_choices(const Call& call, std::string_view chosen);
[[nodiscard]] PageData priority_choices(const Call& call, std::string_view chosen);

[[nodiscard]] std::string name_of_unit(const Call& call, const std::string& code);
[[nodiscard]] std::string name_of_category(const Call& call, const std::string& code);
/// All roles with their units, in one line.
[[nodiscard]] std::string names_of_roles(const Call& call, const domain::User& user);
/// Of a channel or department; its id where it is not installed.
[[nodiscard]] std::string name_of_plugin(const Call& call, const std::string& id);

}  // namespace seva::http
