#include "http/json_input.hpp"

#include <boost/json/basic_parser_impl.hpp>

#include "http/encoding.hpp"
#include "http/problems.hpp"

namespace seva::http {
namespace {

namespace json = boost::json;
constexpr std::size_t kDeepest = 32;

/// Looks for a key that stands twice in one object; a parser that builds values would keep the last one in silence.
struct DuplicateSearch {
  static constexpr std::size_t max_object_size = SIZE_MAX, max_array_size = SIZE_MAX, max_key_size = SIZE_MAX, max_string_size = SIZE_MAX;
  using Code = boost::system::error_code;

  std::vector<std::set<std::string, std::less<>>> keys;
  std::string key;
  bool has_duplicate = false;

  bool on_document_begin(Code&) { return true; }
  bool on_document_end(Code&) { return true; }
  bool on_array_begin(Code&) { return true; }
  bool on_array_end(std::size_t, Code&) { return true; }
  bool on_object_begin(Code&) {
    keys.emplace_back();
    return true;
  }
  bool on_object_end(std::size_t, Code&) {
    keys.pop_back();
    return true;
  }
  bool on_string_part(json::string_view, std::size_t, Code&) { return true; }
  bool on_string(json::string_view, std::size_t, Code&) { return true; }
  bool on_key_part(json::string_view part, std::size_t, Code&) {
    key.append(part.data(), part.size());
    return true;
  }
  bool on_key(json::string_view part, std::size_t, Code& code) {
    key.append(part.data(), part.size());
    has_duplicate = !keys.back().insert(std::move(key)).second;
    key.clear();
    if (has_duplicate) code = json::error::syntax;
    return !has_duplicate;
  }
  bool on_number_part(json::string_view, Code&) { return true; }
  bool on_int64(std::int64_t, json::string_view, Code&) { return true; }
  bool on_uint64(std::uint64_t, json::string_view, Code&) { return true; }
  bool on_double(double, json::string_view, Code&) { return true; }
  bool on_bool(bool, Code&) { return true; }
  bool on_null(Code&) { return true; }
  bool on_comment_part(json::string_view, Code&) { return true; }
  bool on_comment(json::string_view, Code&) { return true; }
};

bool has_duplicate_key(std::string_view body, const json::parse_options& options) {
  json::basic_parser<DuplicateSearch> parser(options);
  boost::system::error_code code;
  parser.write_some(false, body.data(), body.size(), code);
  return parser.handler().has_duplicate;
}

}  // namespace

domain::Result<json::object> parse_object(std::string_view body) {
  if (!is_clean_text(body)) return malformed("The body is not valid UTF-8.", {}, "Send it as UTF-8.");
  json::parse_options options;
  options.max_depth = kDeepest;
  if (has_duplicate_key(body, options)) return malformed("A key stands twice in one object of the body.", {}, "Send each key once.");
  boost::system::error_code code;
  json::value value = json::parse({body.data(), body.size()}, code, {}, options);
  if (code == json::error::too_deep) return malformed("The body is nested deeper than 32.", {}, "Send it flatter.");
  if (code) return malformed("The body is not JSON.", {}, "Send one JSON object.");
  if (!value.is_object()) return malformed("The body is not a JSON object.", {}, "Send one JSON object.");
  return std::move(value.get_object());
}

void JsonInput::refuse(std::string code, std::string what, std::string_view key) {
  if (!problem_) problem_ = domain::invalid(std::move(code), std::move(what), where_ + std::string(key), "Mend it and send the request again.");
}

void JsonInput::add(const std::optional<domain::Problem>& problem) {
  if (!problem_) problem_ = problem;
}

const json::value* JsonInput::take(std::string_view key, bool is_needed) {
  taken_.emplace(key);
  const json::value* value = object_.if_contains(key);
  if (value == nullptr && is_needed) refuse("key_missing", "The key \"" + std::string(key) + "\" is missing.", key);
  return value;
}

std::optional<std::string> JsonInput::optional_text(std::string_view key) {
  const json::value* value = take(key, false);
  if (value == nullptr) return std::nullopt;
  if (!value->is_string() || !is_clean_text(std::string_view(value->get_string()))) {
    refuse("not_a_text", "\"" + std::string(key) + "\" is to be a text.", key);
    return std::nullopt;
  }
  return std::string(value->get_string());
}

std::string JsonInput::text(std::string_view key, bool is_needed) {
  if (is_needed) take(key, true);
  return optional_text(key).value_or(std::string{});
}

bool JsonInput::flag(std::string_view key, bool otherwise) {
  const json::value* value = take(key, false);
  if (value == nullptr) return otherwise;
  if (!value->is_bool()) refuse("not_a_flag", "\"" + std::string(key) + "\" is to be true or false.", key);
  return value->is_bool() ? value->get_bool() : otherwise;
}

bool JsonInput::needed_flag(std::string_view key) {
  take(key, true);
  return flag(key, false);
}

std::optional<std::int64_t> JsonInput::number(std::string_view key, std::int64_t least, std::int64_t most) {
  const json::value* value = take(key, false);
  if (value == nullptr) return std::nullopt;
  const std::int64_t* number = value->if_int64();
  if (number != nullptr && *number >= least && *number <= most) return *number;
  refuse("not_a_number", "\"" + std::string(key) + "\" is to be a whole number from " + std::to_string(least) + " to " + std::to_string(most) + ".",
         key);
  return std::nullopt;
}

std::map<std::string, std::string> JsonInput::texts(std::string_view key) {
  std::map<std::string, std::string> found;
  const json::object* fields = object(key);
  if (fields == nullptr) return found;
  for (const auto& [name, value] : *fields) {
    if (!value.is_string() || !is_clean_text(std::string_view(value.get_string())) || !is_clean_text(std::string_view(name)))
      refuse("not_a_text", "Each member of \"" + std::string(key) + "\" is to be a text.", key);
    else
      found.emplace(name, value.get_string());
  }
  return found;
}

const json::object* JsonInput::object(std::string_view key) {
  const json::value* value = take(key, false);
  if (value == nullptr) return nullptr;
  if (!value->is_object()) refuse("not_an_object", "\"" + std::string(key) + "\" is to be an object.", key);
  return value->if_object();
}

std::vector<const json::object*> JsonInput::objects(std::string_view key, bool is_needed) {
  std::vector<const json::object*> found;
  const json::value* value = take(key, is_needed);
  if (value == nullptr) return found;
  if (!value->is_array()) {
    refuse("not_a_list", "\"" + std::string(key) + "\" is to be a list of objects.", key);
    return found;
  }
  for (const json::value& member : value->get_array()) {
    if (!member.is_object()) refuse("not_an_object", "Each member of \"" + std::string(key) + "\" is to be an object.", key);
    if (member.is_object()) found.push_back(&member.get_object());
  }
  return found;
}

std::vector<std::string> JsonInput::names(std::string_view key, std::size_t most) {
  std::vector<std::string> found;
  const json::value* value = take(key, false);
  if (value == nullptr) return found;
  if (!value->is_array() || value->get_array().size() > most) {
    refuse("not_a_list", "\"" + std::string(key) + "\" is to be a list of at most " + std::to_string(most) + " texts.", key);
    return found;
  }
  for (const json::value& member : value->get_array()) {
    const bool is_text = member.is_string() && is_clean_text(std::string_view(member.get_string()));
    if (!is_text) refuse("not_a_text", "Each member of \"" + std::string(key) + "\" is to be a text.", key);
    if (is_text) found.emplace_back(member.get_string());
  }
  return found;
}

std::optional<domain::Problem> JsonInput::problem() const {
  for (const auto& member : object_)
    if (!taken_.contains(std::string_view(member.key())))
      return domain::invalid("key_unknown", "There is no key \"" + std::string(member.key()).substr(0, 64) + "\" here.",
                             where_ + std::string(member.key()).substr(0, 64), "Leave it out.");
  return problem_;
}

}  // namespace seva::http
