#include "settings/yaml_map.hpp"

#include <boost/json.hpp>
#include <charconv>

#include "domain/unicode.hpp"
#include "settings/file.hpp"

namespace seva::settings {
namespace {

boost::json::value scalar_value(const YAML::Node& node) {
  const std::string& text = node.Scalar();
  if (node.Tag() == "!") return boost::json::string(text);  // it was quoted
  if (text == "true") return true;
  if (text == "false") return false;
  std::int64_t integer = 0;
  const char* end = text.data() + text.size();
  if (const auto read = std::from_chars(text.data(), end, integer); read.ec == std::errc{} && read.ptr == end) return integer;
  double number = 0;
  if (const auto read = std::from_chars(text.data(), end, number); read.ec == std::errc{} && read.ptr == end) return number;
  return boost::json::string(text);
}

boost::json::value json_value(const YAML::Node& node) {
  if (node.IsMap()) {
    boost::json::object object;
    for (const auto& entry : node) object[entry.first.Scalar()] = json_value(entry.second);
    return object;
  }
  if (node.IsSequence()) {
    boost::json::array array;
    for (const auto& entry : node) array.push_back(json_value(entry));
    return array;
  }
  return node.IsScalar() ? scalar_value(node) : boost::json::value(nullptr);
}

}  // namespace

YamlMap::YamlMap(YAML::Node node, std::string file, std::string path) : node_(std::move(node)), file_(std::move(file)), path_(std::move(path)) {
  if (node_.IsDefined() && !node_.IsNull() && !node_.IsMap()) {
    refuse("", "This must be a mapping.");
    node_ = YAML::Node();
  }
}

domain::Result<YamlMap> YamlMap::load(const std::string& path) {
  const auto text = read_file(path);
  if (!text) return text.error();
  if (!domain::is_utf8(*text)) return domain::invalid("yaml_not_utf8", "The file is not UTF-8.", path, "Save it as UTF-8.");
  try {
    return YamlMap(YAML::Load(domain::to_nfc(*text)), path, "");
  } catch (const YAML::Exception& error) {
    return domain::invalid("yaml_invalid", error.msg + ".", path + ":" + std::to_string(error.mark.line + 1), "Correct the line.");
  }
}

std::string YamlMap::place(const YAML::Node& node, const std::string& key) const {
  const int line = node.IsDefined() ? node.Mark().line + 1 : (node_.IsDefined() ? node_.Mark().line + 1 : 1);
  const std::string dotted = path_.empty() || key.empty() ? path_ + key : path_ + "." + key;
  return file_ + ":" + std::to_string(line) + (dotted.empty() ? "" : " " + dotted);
}

YAML::Node YamlMap::at(const std::string& key) {
  known_.insert(key);
  return node_.IsMap() ? node_[key] : YAML::Node(YAML::NodeType::Undefined);
}

void YamlMap::refuse(const std::string& key, const std::string& what, const std::string& next) {
  if (problem_) return;
  const YAML::Node node = node_.IsMap() && !key.empty() ? node_[key] : YAML::Node(YAML::NodeType::Undefined);
  problem_ = domain::invalid("setting_invalid", what, place(node, key), next);
}

void YamlMap::take_problem(const YamlMap& below) {
  if (!problem_) problem_ = below.problem();
}

std::optional<domain::Problem> YamlMap::problem() const {
  if (problem_) return problem_;
  for (const std::string& key : keys())
    if (!known_.contains(key))
      return domain::invalid("setting_unknown", "The key " + key + " is not known here.", place(node_[key], key),
                             "Remove it or correct its spelling.");
  return std::nullopt;
}

bool YamlMap::has(const std::string& key) { return at(key).IsDefined(); }

std::string YamlMap::text(const std::string& key, std::optional<std::string> otherwise) {
  const YAML::Node node = at(key);
  if (node.IsDefined() && node.IsScalar()) return node.Scalar();
  if (node.IsDefined() || !otherwise) refuse(key, node.IsDefined() ? "This must be a text." : "The key " + key + " is missing.");
  return otherwise.value_or("");
}

std::int64_t YamlMap::integer(const std::string& key, std::int64_t otherwise, std::int64_t least, std::int64_t most) {
  const YAML::Node node = at(key);
  if (!node.IsDefined()) return otherwise;
  std::int64_t value = 0;
  if (node.IsScalar() && YAML::convert<std::int64_t>::decode(node, value) && value >= least && value <= most) return value;
  refuse(key, "This must be a whole number from " + std::to_string(least) + " to " + std::to_string(most) + ".");
  return otherwise;
}

double YamlMap::number(const std::string& key, double otherwise, double least, double most) {
  const YAML::Node node = at(key);
  if (!node.IsDefined()) return otherwise;
  double value = 0;
  if (node.IsScalar() && YAML::convert<double>::decode(node, value) && value >= least && value <= most) return value;
  refuse(key, "This must be a number in its range.");
  return otherwise;
}

bool YamlMap::boolean(const std::string& key, bool otherwise) {
  const YAML::Node node = at(key);
  if (!node.IsDefined()) return otherwise;
  if (node.IsScalar() && (node.Scalar() == "true" || node.Scalar() == "false")) return node.Scalar() == "true";
  refuse(key, "This must be true or false.");
  return otherwise;
}

std::vector<std::string> YamlMap::texts(const std::string& key) {
  const YAML::Node node = at(key);
  std::vector<std::string> texts;
  if (!node.IsDefined()) return texts;
  if (!node.IsSequence()) refuse(key, "This must be a list.");
  for (const auto& entry : node)
    if (entry.IsScalar()) texts.push_back(entry.Scalar());
  return texts;
}

YamlMap YamlMap::map(const std::string& key) { return {at(key), file_, path_.empty() ? key : path_ + "." + key}; }

std::vector<std::string> YamlMap::keys() const {
  std::vector<std::string> keys;
  if (node_.IsMap())
    for (const auto& entry : node_) keys.push_back(entry.first.Scalar());
  return keys;
}

std::string YamlMap::json(const std::string& key) {
  const YAML::Node node = at(key);
  return node.IsDefined() && !node.IsNull() ? boost::json::serialize(json_value(node)) : "{}";
}

}  // namespace seva::settings
