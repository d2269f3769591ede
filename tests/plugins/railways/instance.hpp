#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "plugins/tables.hpp"
#include "railways.hpp"
#include "seva/json.hpp"
#include "seva/text/lexicon.hpp"

namespace seva::railways {

/// The department started with the shipped instance of the railways.
class RailwaysInstance {
 public:
  static std::string folder() { return std::string(SEVA_SOURCE_DIR) + "/config/railways/"; }
  static constexpr const char* kConfig = R"({"division_kinds": ["division", "region"], "zone_kinds": ["zone", "corporation"],
    "central_units": {"ONLINE_TICKETING": "IR-RB-IRCTC", "RECRUITMENT": "IR-RB-REC"}})";

  RailwaysInstance() : units_(tables::read_csv(folder() + "units.csv")), accounts_(tables::read_csv(folder() + "accounts.csv")) {
    payload_ = tables::read_file(folder() + "stations.csv");
    const std::size_t stations = payload_.size();
    payload_ += tables::read_file(folder() + "trains.csv");
    const std::string ranges = R"({"stations": [0, )" + std::to_string(stations) + R"(], "trains": [)" + std::to_string(stations) + ", " +
                               std::to_string(payload_.size() - stations) + "]}";
    if (files_.parse(ranges) != json::ParseResult::ok || config_.parse(kConfig) != json::ParseResult::ok) throw std::logic_error("start");
    DepartmentStart start;
    start.files = Files(files_.root(), payload_);
    start.config = Config(config_.root());
    for (const tables::Row& row : units_)
      start.units.push_back({row.at("code"), row.at("parent"), row.at("kind"), {row.at("name_en"), row.at("name_hi")}, {}});
    department_.on_start(start, notices_);
  }

  /// Assesses a text; handles of the instance that it names count as addressed, headquarters' first.
  [[nodiscard]] Assessment assess(std::string_view text) const {
    CitizenMessage message;
    message.text = text;
    message.addressed = addressed_by(text);
    return department_.assess(message);
  }
  [[nodiscard]] const Railways& department() const { return department_; }
  [[nodiscard]] const std::vector<tables::Row>& units() const { return units_; }
  [[nodiscard]] const std::vector<tables::Row>& accounts() const { return accounts_; }

 private:
  struct Quiet : Notices {};

  [[nodiscard]] std::vector<AddressedView> addressed_by(std::string_view text) const {
    text::Tokens tokens;
    tokens.read(text);
    std::vector<AddressedView> addressed;
    for (const text::Token& token : tokens.all()) {
      if (token.kind != text::TokenKind::handle) continue;
      for (const tables::Row& row : accounts_)
        if (text::fold(row.at("handle")) == tokens.folded(token)) addressed.push_back({row.at("handle"), row.at("unit")});
    }
    std::stable_partition(addressed.begin(), addressed.end(), [](const AddressedView& view) { return view.unit == "IR-RB"; });
    return addressed;
  }

  std::vector<tables::Row> units_;
  std::vector<tables::Row> accounts_;
  std::string payload_;
  json::Document files_;
  json::Document config_;
  Quiet notices_;
  Railways department_;
};

/// One for all tests of the program, since starting takes a while.
inline const RailwaysInstance& railways_instance() {
  static const RailwaysInstance instance;
  return instance;
}

/// The value of a fact; empty if it was not stated.
inline std::string fact_of(const Assessment& assessment, std::string_view name) {
  for (const auto& [fact, value] : assessment.facts)
    if (fact == name) return value;
  return {};
}

}  // namespace seva::railways
