#pragma once

#include <yaml-cpp/yaml.h>

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "domain/result.hpp"

namespace seva::settings {

/// A YAML mapping that is read key by key and refuses what nobody asked for.
/// The first mistake is kept; the readers then answer with defaults, and problem() tells at the end.
class YamlMap {
 public:
  /// `file` and `path` (the keys above, dotted) name the place in Problems. A null node is an empty mapping.
  YamlMap(YAML::Node node, std::string file, std::string path);

  /// Reads the file as one mapping.
  [[nodiscard]] static domain::Result<YamlMap> load(const std::string& path);

  [[nodiscard]] bool has(const std::string& key);
  [[nodiscard]] std::string text(const std::string& key, std::optional<std::string> otherwise = std::nullopt);
  [[nodiscard]] std::int64_t integer(const std::string& key, std::int64_t otherwise, std::int64_t least, std::int64_t most);
  [[nodiscard]] double number(const std::string& key, double otherwise, double least, double most);
  [[nodiscard]] bool boolean(const std::string& key, bool otherwise);
  [[nodiscard]] std::vector<std::string> texts(const std::string& key);
  /// The mapping below; its mistakes are to be asked for with take_problem().
  [[nodiscard]] YamlMap map(const std::string& key);
  [[nodiscard]] std::vector<std::string> keys() const;
  /// The subtree as JSON text; plain scalars become numbers and booleans where they look so.
  [[nodiscard]] std::string json(const std::string& key);

  /// Records a mistake at a key, if it is the first.
  void refuse(const std::string& key, const std::string& what, const std::string& next = {});
  /// Takes over the mistakes of a mapping below.
  void take_problem(const YamlMap& below);
  /// The first mistake, an unknown key included.
  [[nodiscard]] std::optional<domain::Problem> problem() const;

 private:
  YAML::Node at(const std::string& key);
  std::string place(const YAML::Node& node, const std::string& key) const;

  YAML::Node node_;
  std::string file_;
  std::string path_;
  std::set<std::string> known_;
  std::optional<domain::Problem> problem_;
};

}  // namespace seva::settings
