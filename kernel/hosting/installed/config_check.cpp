#include "hosting/installed/config_check.hpp"

// Without it valijson ends the program where a schema is wrong.
#define VALIJSON_USE_EXCEPTIONS 1

#include <algorithm>
#include <boost/json.hpp>
#include <stdexcept>
#include <valijson/adapters/boost_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

namespace seva::hosting {
namespace {

namespace json = boost::json;
using Adapter = valijson::adapters::BoostJsonAdapter;

void read_schema(const json::value& document, valijson::Schema& schema) { valijson::SchemaParser().populateSchema(Adapter(document), schema); }

/// An unknown key is a mistake of whoever wrote it.
void close_object(json::value& schema) {
  json::object& object = schema.as_object();
  if (object.contains("properties") && !object.contains("additionalProperties")) object["additionalProperties"] = false;
}

/// valijson writes a path as `<root>`, `[key]`, `[3]`, ….
std::string path_of(const valijson::ValidationResults::Error& error) {
  std::string path;
  for (std::size_t step = 1; step < error.context.size(); ++step) path += "." + error.context[step].substr(1, error.context[step].size() - 2);
  return path;
}

/// As RFC 6901 writes a key in a pointer.
std::string escaped(std::string_view key) {
  std::string text;
  for (const char byte : key) text += byte == '~' ? "~0" : byte == '/' ? "~1" : std::string(1, byte);
  return text;
}

std::string pointer_of(const valijson::ValidationResults::Error& error) {
  std::string pointer;
  for (std::size_t step = 1; step < error.context.size(); ++step)
    pointer += "/" + escaped(std::string_view(error.context[step]).substr(1, error.context[step].size() - 2));
  return pointer;
}

/// A key of the top level that the schema does not name.
std::optional<std::string> unknown_key(const json::value& config, const json::value& schema) {
  const json::value* properties = schema.as_object().if_contains("properties");
  const json::value* others = schema.as_object().if_contains("additionalProperties");
  if (properties == nullptr || !properties->is_object() || others == nullptr || !others->is_bool() || others->as_bool()) return std::nullopt;
  for (const auto& entry : config.as_object())
    if (!properties->as_object().contains(entry.key())) return std::string(entry.key().data(), entry.key().size());
  return std::nullopt;
}

domain::Problem refused(std::string what, std::string where) {
  return domain::invalid("config_refused", std::move(what), std::move(where), "Compare it with the config_schema of the plugin's manifest.");
}

}  // namespace

std::optional<std::string> schema_mistake(const std::string& schema_json) {
  try {
    const json::value document = json::parse(schema_json);
    valijson::Schema schema;
    read_schema(document, schema);
    return std::nullopt;
  } catch (const std::exception& error) {
    return error.what();
  }
}

std::optional<domain::Problem> config_problem(const std::string& plugin, const std::string& config_json, const std::string& schema_json) {
  const std::string where = plugin + ".config";
  json::error_code error;
  const json::value config = json::parse(config_json, error);
  if (error || !config.is_object()) return refused("The configuration is no JSON object.", where);
  json::value document = json::parse(schema_json);
  close_object(document);
  if (const auto key = unknown_key(config, document)) return refused("The plugin does not know this key.", where + "." + *key);
  valijson::Schema schema;
  read_schema(document, schema);
  valijson::ValidationResults results;
  if (valijson::Validator().validate(schema, Adapter(config), &results)) return std::nullopt;
  valijson::ValidationResults::Error first;
  valijson::ValidationResults::Error deepest;
  while (results.popError(first))
    if (first.context.size() > deepest.context.size()) deepest = first;
  return refused(deepest.description, where + path_of(deepest));
}

std::vector<actions::ConfigProblem> config_problems(const std::string& config_json, const std::string& schema_json) {
  json::error_code error;
  const json::value config = json::parse(config_json, error);
  if (error || !config.is_object()) return {{{}, {"The configuration is no JSON object.", "विन्यास मान्य नहीं है।"}}};
  json::value document = json::parse(schema_json);
  close_object(document);
  std::vector<actions::ConfigProblem> problems;
  if (const auto key = unknown_key(config, document))
    problems.push_back({"/" + escaped(*key), {"The plugin does not know this key.", "प्लगइन यह कुंजी नहीं जानता।"}});
  valijson::Schema schema;
  read_schema(document, schema);
  valijson::ValidationResults results;
  if (valijson::Validator().validate(schema, Adapter(config), &results)) return problems;
  valijson::ValidationResults::Error one;
  while (results.popError(one)) {
    // An object or a list is wrong because something in it is: that is told by itself, and says more.
    const std::string path = pointer_of(one);
    std::erase_if(problems, [&](const auto& known) { return path.starts_with(known.path + "/"); });
    const bool is_told =
        std::any_of(problems.begin(), problems.end(), [&](const auto& known) { return known.path == path || known.path.starts_with(path + "/"); });
    if (!is_told) problems.push_back({path, {one.description, "यह मान नियम के अनुरूप नहीं है।"}});
  }
  return problems;
}

}  // namespace seva::hosting
