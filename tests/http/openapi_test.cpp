#include <gtest/gtest.h>
#include <yaml-cpp/yaml.h>

#include <set>

#include "http/described_answers.hpp"
#include "http/embedded.hpp"
#include "http/router.hpp"
#include "http/routes/operations_list.hpp"

namespace seva::http {
namespace {

const std::set<std::string> kMethods = {"get", "head", "post", "put", "patch", "delete", "options"};

std::string capitals(std::string text) {
  for (char& symbol : text) symbol = static_cast<char>(std::toupper(symbol));
  return text;
}

std::set<std::string> described() {
  std::set<std::string> operations;
  const YAML::Node paths = YAML::Load(std::string(embedded("openapi.yaml")))["paths"];
  for (const auto& path : paths)
    for (const auto& operation : path.second)
      if (kMethods.contains(operation.first.as<std::string>()))
        operations.insert(capitals(operation.first.as<std::string>()) + " " + path.first.as<std::string>());
  return operations;
}

std::set<std::string> served() {
  std::set<std::string> operations;
  for (const Route& route : all_routes()) {
    std::string pattern(route.pattern);
    if (const auto rest = pattern.find("…"); rest != std::string::npos) pattern.erase(rest, std::string("…").size());
    if (route.method != "ANY") operations.insert(std::string(route.method) + " " + pattern);
    if (route.method == "ANY")
      for (const std::string& method : kMethods) operations.insert(capitals(method) + " " + pattern);
  }
  return operations;
}

TEST(OpenApi, DescribesExactlyWhatIsServed) { EXPECT_EQ(described(), served()); }

TEST(OpenApi, ThePageOfTheDocumentationListsAllOfIt) {
  std::set<std::string> listed;
  for (const Operation& operation : operations_of(embedded("openapi.yaml"))) listed.insert(operation.method + " " + operation.path);
  EXPECT_EQ(listed, described());
}

std::size_t follow_references(const boost::json::value& node) {
  std::size_t count = 0;
  if (const auto* object = node.if_object()) {
    if (const auto* reference = object->if_contains("$ref")) {
      boost::system::error_code missing;
      static const boost::json::value root = description();
      EXPECT_NE(root.find_pointer(std::string_view(reference->as_string()).substr(1), missing), nullptr) << *reference;
      ++count;
    }
    for (const auto& member : *object) count += follow_references(member.value());
  }
  if (const auto* array = node.if_array())
    for (const auto& member : *array) count += follow_references(member);
  return count;
}

TEST(OpenApi, EveryReferenceLeadsSomewhere) { EXPECT_GT(follow_references(description()), 50U); }

TEST(OpenApi, ExamplesAreWhatTheirSchemasSay) {
  std::size_t count = 0;
  for (const auto& path : description().at("paths").as_object())
    for (const auto& operation : path.value().as_object()) {
      const auto* whole = operation.value().if_object();
      const auto* body = whole == nullptr ? nullptr : whole->if_contains("requestBody");
      if (body == nullptr) continue;
      for (const auto& media : body->at("content").as_object()) {
        const auto* example = media.value().as_object().if_contains("example");
        if (example == nullptr) continue;
        EXPECT_EQ(fault_of(*example, media.value().at("schema"), true), "") << path.key();
        ++count;
      }
    }
  EXPECT_GT(count, 12U);
}

/// A comparison that accepts anything would let the document drift in silence.
TEST(OpenApi, TheComparisonSeesWhatIsWrong) {
  const boost::json::value schema = {{"$ref", "#/components/schemas/Unit"}};
  boost::json::object unit = {{"code", "a"}, {"parent", nullptr}, {"kind", "b"}, {"name", {{"en", "c"}, {"hi", "d"}}}};
  EXPECT_EQ(fault_of(unit, schema, true), "");
  auto more = unit;
  more["secret"] = "x";
  EXPECT_NE(fault_of(more, schema, true), "");
  EXPECT_EQ(fault_of(more, schema, false), "");
  auto less = unit;
  less.erase("kind");
  EXPECT_NE(fault_of(less, schema, true), "");
  auto other = unit;
  other["code"] = 7;
  EXPECT_NE(fault_of(other, schema, true), "");
  auto deeper = unit;
  deeper["name"] = boost::json::object{{"en", "c"}, {"hi", "d"}, {"fr", "e"}};
  EXPECT_NE(fault_of(deeper, schema, true), "");
}

}  // namespace
}  // namespace seva::http
