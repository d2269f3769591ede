#include "hosting/installed/manifest.hpp"

#include <algorithm>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <charconv>
#include <optional>

#include "hosting/installed/config_check.hpp"
#include "hosting/json_reader.hpp"
#include "hosting/limits.hpp"

namespace seva::hosting {
namespace {

namespace json = boost::json;

struct Version {
  int major = 0;
  int minor = 0;
  friend auto operator<=>(const Version&, const Version&) = default;
};

constexpr Version kKernelApi{1, 0};
constexpr std::size_t kLongestId = 32;

struct ApiTooNew : Refusal {
  using Refusal::Refusal;
};

std::string read_id(const json::value& value, const Place& place) {
  const std::string id = read_text(value, place);
  const auto is_letter = [](char byte) { return byte >= 'a' && byte <= 'z'; };
  const auto is_allowed = [&](char byte) { return is_letter(byte) || (byte >= '0' && byte <= '9') || byte == '_'; };
  if (id.size() < 2 || id.size() > kLongestId || !is_letter(id.front()) || !std::all_of(id.begin(), id.end(), is_allowed))
    throw Refusal(place, "An id is 2 to 32 of a-z, 0-9 and _, and begins with a letter.");
  return id;
}

PluginKind read_kind(const json::value& value, const Place& place) {
  const std::string_view kind = read_view(value, place);
  if (kind == name_of(PluginKind::channel)) return PluginKind::channel;
  if (kind == name_of(PluginKind::department)) return PluginKind::department;
  throw Refusal(place, "The kind is channel or department.");
}

void check_api(const json::value& value, const Place& place) {
  const std::string_view api = read_view(value, place);
  Version version;
  const char* const end = api.data() + api.size();
  const auto major = std::from_chars(api.data(), end, version.major);
  const bool has_dot = major.ec == std::errc{} && major.ptr != end && *major.ptr == '.';
  const auto minor = has_dot ? std::from_chars(major.ptr + 1, end, version.minor) : std::from_chars_result{end, std::errc::invalid_argument};
  if (minor.ec != std::errc{} || minor.ptr != end || version.major < 1 || api.find('-') != api.npos)
    throw Refusal(place, "The api is written as in 1.0.");
  if (version.major != kKernelApi.major || version > kKernelApi) throw ApiTooNew(place, "The plugin needs a newer kernel: this one has the api 1.0.");
}

/// An unknown word is refused: it may ask for more care than the kernel would take.
std::string read_privacy_class(const json::value& value, const Place& place) {
  std::string privacy = read_text(value, place);
  if (privacy != "public" && privacy != "personal" && privacy != "sealed") throw Refusal(place, "The privacy class is public, personal or sealed.");
  return privacy;
}

domain::Text read_bilingual(const json::value& object, const Place& place) {
  domain::Text text;
  each_field(object, place, [&](std::string_view name, const json::value& value, const Place& at) {
    if (name == "en")
      text.en = read_name(value, at);
    else if (name == "hi")
      text.hi = read_name(value, at);
    else
      return false;
    return true;
  });
  require(!text.en.empty(), place, "en");
  return text;
}

void check_weight_ranges(const json::value& ranges, const Place& place) {
  constexpr std::int64_t kLastCodePoint = 0x10FFFF;
  each_element(ranges, place, [](const json::value& range, const Place& at) {
    const json::array& pair = read_array(range, at);
    if (pair.size() != 2) throw Refusal(at, "A first and a last code point are needed here.");
    const auto first = read_integer(pair[0], Place(at, std::size_t{0}), 0, kLastCodePoint);
    static_cast<void>(read_integer(pair[1], Place(at, std::size_t{1}), first, kLastCodePoint));
  });
}

std::string read_reply_limit(const json::value& object, const Place& place) {
  constexpr std::int64_t kGreatest = 1'000'000;
  bool has_limit = false;
  each_field(object, place, [&](std::string_view name, const json::value& value, const Place& at) {
    if (name == "limit") {
      has_limit = read_integer(value, at, 1, kGreatest) > 0;
    } else if (name == "default_weight" || name == "url_weight" || name == "emoji_weight") {
      static_cast<void>(read_integer(value, at, 1, kGreatest));
    } else if (name == "weight_one") {
      check_weight_ranges(value, at);
    } else {
      return false;
    }
    return true;
  });
  require(has_limit, place, "limit");
  return json::serialize(object);
}

actions::AttachmentRule read_attachments(const json::value& object, const Place& place) {
  constexpr std::int64_t kMost = 10;
  constexpr std::int64_t kLargest = 10'000'000;
  actions::AttachmentRule rule;
  each_field(object, place, [&](std::string_view name, const json::value& value, const Place& at) {
    if (name == "types")
      each_element(value, at, [&](const json::value& type, const Place& where) { rule.types.push_back(read_name(type, where)); });
    else if (name == "most")
      rule.most = static_cast<std::size_t>(read_integer(value, at, 0, kMost));
    else if (name == "most_private")
      rule.most_private = static_cast<std::size_t>(read_integer(value, at, 0, kMost));
    else if (name == "largest")
      rule.largest = static_cast<std::uint64_t>(read_integer(value, at, 1, kLargest));
    else
      return false;
    return true;
  });
  require(!rule.types.empty(), place, "types");
  require(rule.largest > 0, place, "largest");
  return rule;
}

void read_capabilities(const json::value& object, const Place& place, Manifest& manifest) {
  each_field(object, place, [&](std::string_view name, const json::value& value, const Place& at) {
    if (name == "reply_limit") {
      manifest.reply_limit_json = read_reply_limit(value, at);
      return true;
    }
    if (name == "attachments") {
      manifest.attachments = read_attachments(value, at);
      return true;
    }
    if (!name.starts_with("can_")) return false;
    if (read_flag(value, at)) manifest.capabilities.emplace(name);
    return true;
  });
}

domain::Category read_category(const json::value& object, const Place& place) {
  domain::Category category;
  each_field(object, place, [&](std::string_view name, const json::value& value, const Place& at) {
    if (name == "code")
      category.code = read_name(value, at);
    else if (name == "name")
      category.name = read_bilingual(value, at);
    else if (name == "group")
      category.group = read_text(value, at);
    else
      return false;
    return true;
  });
  require(!category.code.empty(), place, "code");
  require(!category.name.en.empty(), place, "name");
  return category;
}

std::string read_field_kind(const json::value& value, const Place& place) {
  std::string kind = read_text(value, place);
  if (kind != "line" && kind != "text" && kind != "date" && kind != "number") throw Refusal(place, "The kind is line, text, date or number.");
  return kind;
}

actions::OutcomeField read_outcome_field(const json::value& object, const Place& place) {
  actions::OutcomeField field;
  each_field(object, place, [&](std::string_view name, const json::value& value, const Place& at) {
    if (name == "name")
      field.name = read_name(value, at);
    else if (name == "label")
      field.label = read_bilingual(value, at);
    else if (name == "help")
      field.help = read_bilingual(value, at);
    else if (name == "kind")
      field.kind = read_field_kind(value, at);
    else if (name == "required")
      field.is_required = read_flag(value, at);
    else if (name == "pattern")
      field.pattern = read_name(value, at);
    else
      return false;
    return true;
  });
  require(!field.name.empty(), place, "name");
  require(!field.label.en.empty(), place, "label");
  return field;
}

void read_outcome(const json::value& object, const Place& place, Manifest& manifest) {
  actions::OutcomeForm form;
  each_field(object, place, [&](std::string_view name, const json::value& value, const Place& at) {
    if (name == "code") {
      form.code = read_name(value, at);
    } else if (name == "name") {
      form.name = read_bilingual(value, at);
    } else if (name == "fields") {
      each_element(value, at, [&](const json::value& element, const Place& in) { form.fields.push_back(read_outcome_field(element, in)); });
    } else {
      return false;
    }
    return true;
  });
  require(!form.code.empty(), place, "code");
  require(!form.name.en.empty(), place, "name");
  manifest.outcomes.push_back(std::move(form));
}

actions::NamedLabel read_secret(const json::value& object, const Place& place) {
  actions::NamedLabel secret;
  each_field(object, place, [&](std::string_view name, const json::value& value, const Place& at) {
    if (name == "name")
      secret.name = read_name(value, at);
    else if (name == "label")
      secret.label = read_bilingual(value, at);
    else
      return false;
    return true;
  });
  require(!secret.name.empty(), place, "name");
  require(!secret.label.en.empty(), place, "label");
  return secret;
}

std::string read_config_schema(const json::value& value, const Place& place) {
  static_cast<void>(read_object(value, place));
  std::string schema = json::serialize(value);
  if (const auto wrong = schema_mistake(schema)) throw Refusal(place, "This is no JSON Schema: " + *wrong);
  return schema;
}

Manifest read_fields(const json::value& document) {
  Manifest manifest;
  const Place top;
  bool has_kind = false;
  bool has_api = false;
  each_field(document, top, [&](std::string_view name, const json::value& value, const Place& at) {
    if (name == "id") {
      manifest.id = read_id(value, at);
    } else if (name == "kind") {
      manifest.kind = read_kind(value, at);
      has_kind = true;
    } else if (name == "version") {
      manifest.version = read_name(value, at);
    } else if (name == "api") {
      check_api(value, at);
      has_api = true;
    } else if (name == "name") {
      manifest.name = read_bilingual(value, at);
    } else if (name == "icon") {
      manifest.icon = read_text(value, at);
    } else if (name == "way_in") {
      manifest.way_in = read_bilingual(value, at);
    } else if (name == "config_schema") {
      manifest.config_schema_json = read_config_schema(value, at);
    } else if (name == "secrets") {
      each_element(value, at, [&](const json::value& element, const Place& in) { manifest.secrets.push_back(read_secret(element, in)); });
    } else if (name == "capabilities") {
      read_capabilities(value, at, manifest);
    } else if (name == "hosts") {
      manifest.hosts = read_texts(value, at);
    } else if (name == "privacy_class") {
      manifest.privacy_class = read_privacy_class(value, at);
    } else if (name == "line_end") {
      manifest.line_end = read_name(value, at);
    } else if (name == "texts") {
      for (const auto& text : read_object(value, at)) {
        const std::string_view code(text.key().data(), text.key().size());
        manifest.texts.emplace(code, read_bilingual(text.value(), Place(at, code)));
      }
    } else if (name == "categories") {
      each_element(value, at, [&](const json::value& element, const Place& in) { manifest.categories.push_back(read_category(element, in)); });
    } else if (name == "outcomes") {
      each_element(value, at, [&](const json::value& element, const Place& in) { read_outcome(element, in, manifest); });
    } else {
      return false;
    }
    return true;
  });
  require(!manifest.id.empty(), top, "id");
  require(has_kind, top, "kind");
  require(!manifest.version.empty(), top, "version");
  require(has_api, top, "api");
  require(!manifest.name.en.empty(), top, "name");
  return manifest;
}

domain::Problem refused(std::string code, std::string what, const std::string& file, const std::string& where, std::string next) {
  return domain::invalid(std::move(code), "The manifest is refused: " + std::move(what), where.empty() ? file : file + ": " + where, std::move(next));
}

}  // namespace

std::string_view name_of(PluginKind kind) { return kind == PluginKind::department ? "department" : "channel"; }

domain::Result<Manifest> read_manifest(std::string_view text, const std::string& file) {
  json::error_code error;
  const json::value document = json::parse({text.data(), text.size()}, error);
  if (error) return refused("manifest_refused", "It is no JSON in UTF-8: " + error.message() + ".", file, {}, "Mend the plugin's manifest.");
  try {
    return read_fields(document);
  } catch (const ApiTooNew& refusal) {
    return refused("api_too_new", refusal.what(), file, refusal.where(), "Install a newer Seva, or an older version of the plugin.");
  } catch (const Refusal& refusal) {
    return refused("manifest_refused", refusal.what(), file, refusal.where(),
                   "Mend the plugin's manifest; REFERENCE.md of the SDK says what it holds.");
  }
}

}  // namespace seva::hosting
