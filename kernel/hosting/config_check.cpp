#include "hosting/config_check.hpp"

// Without it valijson ends the program where a schema is wrong.
#define VALIJSON_USE_EXCEPTIONS 1

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

}  // namespace seva::hosting
