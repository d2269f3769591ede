#pragma once

#include <initializer_list>
#include <map>
#include <string>
#include <string_view>

#include "domain/result.hpp"

namespace seva::http {

/// The words of the pages in one language, by key, from pages/messages/.
class Words {
 public:
  /// Reads messages/{language}.json. Throws std::logic_error where the file is not as it must be.
  explicit Words(std::string_view language);

  [[nodiscard]] const std::string& language() const { return language_; }
  /// Throws std::logic_error for a key that does not exist: that is a fault of the page.
  [[nodiscard]] const std::string& operator()(std::string_view key) const;
  [[nodiscard]] bool has(std::string_view key) const { return words_.contains(key); }
  /// The same with {0}, {1} … filled in.
  [[nodiscard]] std::string filled(std::string_view key, std::initializer_list<std::string_view> arguments) const;
  [[nodiscard]] const std::map<std::string, std::string, std::less<>>& all() const { return words_; }

  /// What a problem says and what to do, in this language: by its code where there are words for it, else by its kind.
  [[nodiscard]] std::string what(const domain::Problem& problem) const;
  [[nodiscard]] std::string next(const domain::Problem& problem) const;

 private:
  std::string language_;
  std::map<std::string, std::string, std::less<>> words_;
};

}  // namespace seva::http
