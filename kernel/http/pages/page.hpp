#pragma once

#include <kainjow/mustache.hpp>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "http/pages/words.hpp"
#include "http/route.hpp"

namespace seva::http {

/// What a template shows. A text that is empty counts as absent, so that a section about it is left out.
class PageData : public kainjow::mustache::data {
  using Base = kainjow::mustache::data;

 public:
  using Base::Base;
  void set(const std::string& name, const std::string& text) { text.empty() ? Base::set(name, false) : Base::set(name, text); }
  void set(const std::string& name, const char* text) { set(name, std::string(text)); }  // else it would count as a bool
  void set(const std::string& name, bool is_so) { Base::set(name, is_so); }
  void set(const std::string& name, const PageData& nested) { Base::set(name, nested); }
};

/// The templates with the words of each language set in, made once. A template has {{m.key}} where a word stands and {{> name}} where another
/// template is set in; all else is mustache. Whatever is not a word of ours is escaped. Safe to use from any thread.
class Pages {
 public:
  /// Throws std::logic_error where a template asks for a word that a language lacks.
  Pages();

  [[nodiscard]] std::string rendered(std::string_view name, std::string_view language, const PageData& data) const;
  [[nodiscard]] const Words& words(std::string_view language) const { return language == "en" ? english_ : hindi_; }

  /// Path of an asset, with a mark of its content in its name so that it may be kept for a year; empty for an unknown one.
  [[nodiscard]] std::string asset_path(std::string_view name) const;
  struct Asset {
    std::string type;
    std::string content;
  };
  [[nodiscard]] const Asset* asset(std::string_view path_name) const;

 private:
  void add_asset(const std::string& name, std::string type, std::string content);

  Words english_;
  Words hindi_;
  std::map<std::pair<std::string, std::string>, std::string, std::less<>> templates_;  ///< by name and language
  std::map<std::string, Asset, std::less<>> assets_;                                   ///< by name with its mark
  std::map<std::string, std::string, std::less<>> marked_names_;
};

/// ?lang=, else the person's own, else Accept-Language, else Hindi.
void choose_language(Call& call);

[[nodiscard]] const Words& words_of(const Call& call);

/// `path`, and what carries a language that was asked for on. `path` may have a query.
[[nodiscard]] std::string link_to(const Call& call, std::string path);

/// Renders a page with what every page shows: instance, person, language switch, title.
[[nodiscard]] Response page(Call& call, std::string_view name, const std::string& title, PageData data, int status = 200);

/// A refusal as a page: what happened and what to do.
[[nodiscard]] Response error_page(Call& call, const domain::Problem& problem);

}  // namespace seva::http
