#include "seva/testing/schema.hpp"

// Without it valijson ends the program where a schema is wrong.
#define VALIJSON_USE_EXCEPTIONS 1

#include <boost/json.hpp>
#include <map>
#include <memory>
#include <string_view>
#include <valijson/adapters/boost_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

#include "schemas.hpp"

namespace seva::testing {
namespace {

namespace json = boost::json;
using Adapter = valijson::adapters::BoostJsonAdapter;

/// Of what has named fields: no others.
void close(json::value& schema) {
  if (auto* list = schema.if_array())
    for (json::value& element : *list) close(element);
  auto* object = schema.if_object();
  if (object == nullptr) return;
  for (auto& member : *object) close(member.value());
  if (object->contains("properties") && !object->contains("additionalProperties")) (*object)["additionalProperties"] = false;
}

/// valijson writes a path as `<root>`, `[key]`, `[3]`, ….
std::string told(const valijson::ValidationResults::Error& error) {
  std::string path;
  for (std::size_t step = 1; step < error.context.size(); ++step)
    path += (path.empty() ? "" : ".") + error.context[step].substr(1, error.context[step].size() - 2);
  return path.empty() ? error.description : path + ": " + error.description;
}

/// One definition of a document, or all of it.
class Rule {
 public:
  explicit Rule(const json::object& document) { valijson::SchemaParser().populateSchema(Adapter(json::value(document)), schema_); }

  [[nodiscard]] std::optional<std::string> problem(const json::value& value) const {
    valijson::ValidationResults results;
    if (valijson::Validator().validate(schema_, Adapter(value), &results)) return std::nullopt;
    valijson::ValidationResults::Error one;
    valijson::ValidationResults::Error deepest;
    while (results.popError(one))
      if (deepest.description.empty() || one.context.size() > deepest.context.size()) deepest = one;
    return told(deepest);
  }

 private:
  valijson::Schema schema_;
};

/// The definitions of one file, by name.
class Rules {
 public:
  Rules(std::string_view text, bool is_closed) {
    json::value document = json::parse({text.data(), text.size()});
    if (is_closed) close(document);
    const json::object& definitions = document.at("$defs").as_object();
    for (const auto& definition : definitions) {
      json::object alone = definition.value().as_object();
      alone["$defs"] = definitions;
      rules_.emplace(definition.key(), std::make_unique<Rule>(alone));
    }
  }

  [[nodiscard]] const Rule* find(std::string_view name) const {
    const auto found = rules_.find(std::string(name));
    return found == rules_.end() ? nullptr : found->second.get();
  }

 private:
  std::map<std::string, std::unique_ptr<Rule>> rules_;
};

/// Events and effects only: what they are made of has no type.
std::optional<std::string> type_of(const json::value& value) {
  const auto* object = value.if_object();
  const auto* type = object == nullptr ? nullptr : object->if_contains("type");
  if (type == nullptr || !type->is_string()) return std::nullopt;
  return std::string(type->get_string().data(), type->get_string().size());
}

std::optional<std::string> problem_by_type(std::initializer_list<const Rules*> all, const json::value& value, const std::string& what) {
  const auto type = type_of(value);
  if (!type) return what + " has no type";
  for (const Rules* rules : all)
    if (const Rule* rule = rules->find(*type)) {
      const auto wrong = rule->problem(value);
      return wrong ? std::optional(*type + ": " + *wrong) : std::nullopt;
    }
  return "there is no " + what + " " + *type;
}

}  // namespace

std::optional<std::string> manifest_problem(const json::value& manifest) {
  static const Rule kRule(json::parse({schemas::kManifest.data(), schemas::kManifest.size()}).as_object());
  return kRule.problem(manifest);
}

std::optional<std::string> effect_problem(const json::value& effect) {
  static const Rules kChannel(schemas::kChannelEffects, false);
  static const Rules kDepartment(schemas::kDepartmentEffects, false);
  return problem_by_type({&kChannel, &kDepartment}, effect, "effect");
}

std::optional<std::string> event_problem(PluginKind kind, const json::value& event) {
  static const Rules kChannel(schemas::kChannelEvents, true);
  static const Rules kDepartment(schemas::kDepartmentEvents, true);
  return problem_by_type({kind == PluginKind::channel ? &kChannel : &kDepartment}, event, "event");
}

std::optional<std::string> assess_payload_problem(const json::value& payload) {
  static const Rules kRules(schemas::kDepartmentEvents, true);
  if (!payload.is_array()) return "the payload of assess is no array";
  for (const json::value& message : payload.get_array())
    if (auto wrong = kRules.find("message")->problem(message)) return wrong;
  return std::nullopt;
}

}  // namespace seva::testing
