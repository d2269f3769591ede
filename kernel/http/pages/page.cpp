#include "http/pages/page.hpp"

#include <functional>
#include <stdexcept>

#include "http/embedded.hpp"
#include "http/encoding.hpp"
#include "http/problems.hpp"

namespace seva::http {
namespace {

constexpr std::string_view kFolder = "pages/";
constexpr std::string_view kEnding = ".mustache";
/// Citizens are sent the style sheet up to here: their lines are poor.
constexpr std::string_view kRestBegins = "/* The documentation";

std::string escaped(std::string_view text) { return kainjow::mustache::html_escape(std::string(text)); }

/// Replaces each tag that begins with `begin` by what `replacement` makes of its name.
std::string with_tags(std::string_view text, std::string_view begin, const std::function<std::string(std::string_view)>& replacement) {
  std::string result;
  for (;;) {
    const auto tag = text.find(begin);
    result += text.substr(0, tag);
    if (tag == std::string_view::npos) return result;
    const auto end = text.find("}}", tag);
    std::string_view name = text.substr(tag + begin.size(), end - tag - begin.size());
    while (name.starts_with(' ')) name.remove_prefix(1);
    result += replacement(name);
    text.remove_prefix(end + 2);
  }
}

std::string with_partials(std::string_view text) {
  return with_tags(text, "{{>",
                   [](std::string_view name) { return with_partials(embedded(std::string(kFolder) + std::string(name) + std::string(kEnding))); });
}

/// Without blanks at the lines' beginnings and without empty lines: a page goes over poor lines.
std::string tightened(std::string_view text) {
  std::string result;
  bool is_at_begin = true;
  for (const char symbol : text) {
    if (is_at_begin && (symbol == ' ' || symbol == '\n')) continue;
    is_at_begin = symbol == '\n';
    result += symbol;
  }
  return result;
}

std::string tightened_style(std::string_view text) {
  std::string result;
  for (std::size_t place = 0; place < text.size(); ++place) {
    if (text.substr(place, 2) == "/*") {
      place = text.find("*/", place) + 1;
      continue;
    }
    const char symbol = text[place] == '\n' ? ' ' : text[place];
    constexpr std::string_view kJoints = "{};:,>";
    const bool is_after_joint = result.empty() || result.back() == ' ' || kJoints.find(result.back()) != std::string_view::npos;
    if (symbol == ' ' && is_after_joint) continue;
    if (kJoints.find(symbol) != std::string_view::npos && symbol != ':' && !result.empty() && result.back() == ' ') result.pop_back();
    if (symbol == '}' && result.back() == ';') result.pop_back();
    result += symbol;
  }
  return result;
}

std::string mark_of(std::string_view content) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::uint64_t hash = 14'695'981'039'346'656'037U;  // FNV-1a
  for (const char symbol : content) hash = (hash ^ static_cast<unsigned char>(symbol)) * 1'099'511'628'211U;
  std::string mark;
  for (int digit = 0; digit < 12; ++digit, hash >>= 4) mark += kDigits[hash & 15];
  return mark;
}

bool is_language(std::string_view language) { return language == "en" || language == "hi"; }

/// The first of ours in Accept-Language; browsers send them in the order of preference.
std::string accepted_language(std::string_view header) {
  while (!header.empty()) {
    const auto comma = header.find(',');
    std::string_view range = header.substr(0, comma);
    header = comma == std::string_view::npos ? std::string_view{} : header.substr(comma + 1);
    while (range.starts_with(' ')) range.remove_prefix(1);
    if (is_language(range.substr(0, 2)) && (range.size() == 2 || range[2] == '-' || range[2] == ';')) return std::string(range.substr(0, 2));
  }
  return "hi";
}

std::string switched(const Call& call, std::string_view other) {
  Fields query;
  for (const auto& [name, value] : call.request.query)
    if (name != "lang" && name != "done") query.emplace_back(name, value);
  query.emplace_back("lang", other);
  return (call.request.is_safe() ? call.request.path : "/") + "?" + written_query(query);
}

}  // namespace

Pages::Pages() : english_("en"), hindi_("hi") {
  const std::string_view style = embedded("pages/seva.css");
  const auto rest = style.find(kRestBegins);
  if (rest == std::string_view::npos) throw std::logic_error("the style sheet lacks the line at which what citizens need ends");
  add_asset("seva.css", "text/css; charset=utf-8", tightened_style(style));
  add_asset("citizen.css", "text/css; charset=utf-8", tightened_style(style.substr(0, rest)));
  add_asset("mark.svg", "image/svg+xml", std::string(embedded("pages/mark.svg")));
  for (const EmbeddedFile& file : embedded_files()) {
    if (!file.name.ends_with(kEnding)) continue;
    const std::string name(file.name.substr(kFolder.size(), file.name.size() - kFolder.size() - kEnding.size()));
    const std::string whole = tightened(with_partials(file.content));
    for (const Words* words : {&english_, &hindi_})
      templates_[{name, words->language()}] = with_tags(whole, "{{m.", [&](std::string_view key) { return escaped((*words)(key)); });
  }
}

void Pages::add_asset(const std::string& name, std::string type, std::string content) {
  const auto point = name.rfind('.');
  const std::string marked = name.substr(0, point) + "-" + mark_of(content) + name.substr(point);
  marked_names_[name] = marked;
  assets_[marked] = {std::move(type), std::move(content)};
}

std::string Pages::rendered(std::string_view name, std::string_view language, const PageData& data) const {
  const auto found = templates_.find(std::pair(std::string(name), std::string(language)));
  if (found == templates_.end()) throw std::logic_error("no template " + std::string(name));
  kainjow::mustache::mustache parsed(found->second);
  if (!parsed.is_valid()) throw std::logic_error("template " + std::string(name) + ": " + parsed.error_message());
  return parsed.render(data);
}

std::string Pages::asset_path(std::string_view name) const {
  const auto found = marked_names_.find(name);
  return found == marked_names_.end() ? std::string{} : "/assets/" + found->second;
}

const Pages::Asset* Pages::asset(std::string_view path_name) const {
  const auto found = assets_.find(path_name);
  return found == assets_.end() ? nullptr : &found->second;
}

void choose_language(Call& call) {
  const std::string_view asked = value_of(call.request.query, "lang");
  call.is_language_asked_for = is_language(asked);
  if (call.is_language_asked_for)
    call.language = asked;
  else
    call.language = call.identity && is_language(call.identity->user.language) ? call.identity->user.language
                                                                               : accepted_language(call.request.header("accept-language"));
}

const Words& words_of(const Call& call) { return call.services.pages.words(call.language); }

std::string link_to(const Call& call, std::string path) {
  if (call.is_language_asked_for) path += (path.find('?') == std::string::npos ? "?lang=" : "&lang=") + call.language;
  return path;
}

Response page(Call& call, std::string_view name, const std::string& title, PageData data, int status) {
  const std::string other = call.language == "en" ? "hi" : "en";
  data.set("lang", call.language);
  data.set("other_lang", other);
  data.set("switch", switched(call, other));
  data.set("lang_query", call.is_language_asked_for ? "?lang=" + call.language : std::string{});
  data.set("lang_asked", call.is_language_asked_for);
  data.set("instance", call.instance->name.in(call.language));
  data.set("title", title);
  const bool is_for_citizens = name == "landing" || name == "track" || name == "miss" || name == "archived" || name == "error";
  data.set("style", call.services.pages.asset_path(is_for_citizens ? "citizen.css" : "seva.css"));
  data.set("icon", call.services.pages.asset_path("mark.svg"));
  Response response{.status = status, .content_type = "text/html; charset=utf-8", .body = call.services.pages.rendered(name, call.language, data)};
  response.with("Vary", "Accept-Language, Cookie").with("Content-Language", call.language);
  return response;
}

Response error_page(Call& call, const domain::Problem& problem) {
  const Words& words = words_of(call);
  PageData data;
  data.set("what", words.what(problem));
  data.set("next", words.next(problem));
  data.set("code", call.request.id);
  Response response = page(call, "error", words.what(problem), data, status_of(problem));
  if (response.status == 429) response.with("Retry-After", "60");
  if (response.status == 503) response.with("Retry-After", "5");
  return response;
}

}  // namespace seva::http
