#include "http/described_answers.hpp"

#include <gtest/gtest.h>
#include <yaml-cpp/yaml.h>

#include <charconv>
#include <map>
#include <mutex>
#include <set>

// Without it valijson ends the program where a schema is wrong.
#define VALIJSON_USE_EXCEPTIONS 1
#include <valijson/adapters/boost_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

#include "http/embedded.hpp"

namespace seva::http {
namespace {

namespace json = boost::json;
using Adapter = valijson::adapters::BoostJsonAdapter;

/// What any operation may answer, as the description's introduction says.
const std::set<std::string> kEverywhere = {"400", "401", "403", "405", "413", "415", "429", "500", "503"};

json::value json_of(const YAML::Node& node) {
  if (node.IsMap()) {
    json::object object;
    for (const auto& member : node) object[member.first.as<std::string>()] = json_of(member.second);
    return object;
  }
  if (node.IsSequence()) {
    json::array array;
    for (const auto& member : node) array.push_back(json_of(member));
    return array;
  }
  if (!node.IsDefined() || node.IsNull()) return nullptr;
  const std::string text = node.Scalar();
  if (node.Tag() == "!") return json::string(text);  // was quoted
  if (text == "true" || text == "false") return text == "true";
  std::int64_t number = 0;
  if (std::from_chars(text.data(), text.data() + text.size(), number).ptr == text.data() + text.size() && !text.empty()) return number;
  return json::string(text);
}

/// With every object's keys closed: what is not named is a fault.
json::value strict(const json::value& schema) {
  if (schema.is_array()) {
    json::array members;
    for (const json::value& member : schema.get_array()) members.push_back(strict(member));
    return members;
  }
  if (!schema.is_object()) return schema;
  json::object closed;
  for (const auto& member : schema.get_object()) closed[member.key()] = strict(member.value());
  if (closed.contains("properties") && !closed.contains("additionalProperties")) closed["additionalProperties"] = false;
  return closed;
}

const json::value* found(const json::value& from, std::string_view key) {
  const json::object* object = from.if_object();
  return object == nullptr ? nullptr : object->if_contains(key);
}

const json::value& resolved(const json::value& node) {
  const json::value* reference = found(node, "$ref");
  if (reference == nullptr) return node;
  const json::value* place = nullptr;
  std::string_view path = std::string_view(reference->as_string()).substr(2);
  static const json::value root = description();
  place = &root;
  while (!path.empty()) {
    const auto slash = path.find('/');
    place = &place->as_object().at(path.substr(0, slash));
    path = slash == std::string_view::npos ? std::string_view{} : path.substr(slash + 1);
  }
  return *place;
}

std::vector<std::string> segments(std::string_view path) {
  std::vector<std::string> parts;
  while (!path.empty()) {
    const auto slash = path.find('/', 1);
    parts.emplace_back(path.substr(1, slash == std::string_view::npos ? slash : slash - 1));
    path = slash == std::string_view::npos ? std::string_view{} : path.substr(slash);
  }
  return parts;
}

/// The operation's description, or none where nothing of the API is meant.
const json::value* operation_of(const std::string& method, const std::string& target) {
  const auto asked = segments(target.substr(0, target.find('?')));
  std::string lower = method;
  for (char& letter : lower) letter = static_cast<char>(std::tolower(letter));
  for (const auto& path : description().at("paths").as_object()) {
    const auto pattern = segments(path.key());
    bool is_same = pattern.size() == asked.size();
    for (std::size_t place = 0; is_same && place < pattern.size(); ++place)
      is_same = pattern[place] == asked[place] || (pattern[place].starts_with('{') && !asked[place].empty());
    if (!is_same) continue;
    if (const json::value* operation = found(path.value(), lower)) return operation;
  }
  return nullptr;
}

}  // namespace

const json::object& description() {
  static const json::value whole = json_of(YAML::Load(std::string(embedded("openapi.yaml"))));
  return whole.get_object();
}

std::string fault_of(const json::value& value, const json::value& schema, bool is_strict) {
  static std::mutex asking;  // clients of several threads compare at once
  const std::lock_guard lock(asking);
  static std::map<std::string, std::unique_ptr<valijson::Schema>> parsed;
  auto& ready = parsed[std::to_string(is_strict) + json::serialize(schema)];
  if (!ready) {
    json::object document{
        {"allOf", {is_strict ? strict(schema) : schema}},
        {"components",
         {{"schemas", is_strict ? strict(description().at("components").at("schemas")) : description().at("components").at("schemas")}}}};
    ready = std::make_unique<valijson::Schema>();
    const json::value whole = document;
    valijson::SchemaParser().populateSchema(Adapter(whole), *ready);
  }
  valijson::ValidationResults results;
  if (valijson::Validator().validate(*ready, Adapter(value), &results)) return {};
  std::string fault;
  valijson::ValidationResults::Error error;
  while (results.popError(error)) {
    for (const std::string& part : error.context) fault += part;
    fault += ": " + error.description + "\n";
  }
  return fault;
}

void compare_with_description(const std::string& method, const std::string& target, const Client::Answer& answer) {
  const std::string type = answer.header("content-type");
  const bool is_json = type == "application/json" || type == "application/problem+json";
  const std::string what = method + " " + target + " → " + std::to_string(answer.status);
  const json::value* operation = operation_of(method, target);
  if (operation == nullptr || !target.starts_with("/api/")) {
    if (type == "application/problem+json") {
      EXPECT_EQ(fault_of(answer.json(), {{"$ref", "#/components/schemas/Problem"}}, true), "") << what;
    }
    return;
  }
  const std::string status = std::to_string(answer.status);
  const json::value* response = found(operation->at("responses"), status);
  if (response == nullptr) {
    EXPECT_TRUE(kEverywhere.contains(status)) << what << " is not described\n" << answer.body;
    EXPECT_EQ(fault_of(answer.json(), {{"$ref", "#/components/schemas/Problem"}}, true), "") << what;
    return;
  }
  const json::value* content = found(resolved(*response), "content");
  if (content == nullptr) {
    EXPECT_EQ(answer.body, "") << what;
    return;
  }
  const json::value* media = found(*content, type);
  ASSERT_NE(media, nullptr) << what << " is not described as " << type;
  if (type == "application/octet-stream" || type.starts_with("image/")) return;  // bytes, as they were sent to us
  ASSERT_TRUE(is_json) << what << " is " << type;
  EXPECT_EQ(fault_of(json::parse(answer.body), media->at("schema"), true), "") << what << "\n" << answer.body;
}

}  // namespace seva::http
