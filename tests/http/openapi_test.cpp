#include <gtest/gtest.h>
#include <yaml-cpp/yaml.h>

#include <set>

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

TEST(OpenApi, EveryReferenceLeadsSomewhere) {
  const std::string text(embedded("openapi.yaml"));
  const YAML::Node root = YAML::Load(text);
  std::size_t count = 0;
  for (auto place = text.find("$ref: '#/"); place != std::string::npos; place = text.find("$ref: '#/", place + 1), ++count) {
    std::string path = text.substr(place + 9, text.find('\'', place + 9) - place - 9);
    YAML::Node node = YAML::Clone(root);
    for (std::size_t slash = 0; !path.empty(); path = slash == std::string::npos ? "" : path.substr(slash + 1)) {
      slash = path.find('/');
      const YAML::Node next = node[path.substr(0, slash)];
      ASSERT_TRUE(next.IsDefined()) << text.substr(place, 80);
      node.reset(next);
    }
  }
  EXPECT_GT(count, 50U);
}

}  // namespace
}  // namespace seva::http
