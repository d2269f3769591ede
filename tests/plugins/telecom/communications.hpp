#pragma once

#include <algorithm>
#include <map>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "plugins/tables.hpp"
#include "seva/json.hpp"
#include "seva/text/lexicon.hpp"
#include "telecom.hpp"

namespace seva::telecom {

/// The department started with the shipped instance of the Ministry of Communications.
class Communications {
 public:
  static std::string folder() { return std::string(SEVA_SOURCE_DIR) + "/config/communications/"; }
  /// The files of the department as seva.yaml names them.
  static std::map<std::string, std::string> files() {
    std::map<std::string, std::string> files;
    for (const char* name : {"areas", "pins", "divisions", "std_codes", "mobile_prefixes", "places", "operators"})
      files[name] = tables::read_file(folder() + name + ".csv");
    return files;
  }

  Communications()
      : units_(tables::read_csv(folder() + "units.csv")),
        accounts_(tables::read_csv(folder() + "accounts.csv")),
        hashtags_(tables::read_csv(folder() + "hashtags.csv")) {
    std::string index;
    for (const auto& [name, bytes] : files()) {
      index += (index.empty() ? "{\"" : ", \"") + name + "\": [" + std::to_string(payload_.size()) + ", " + std::to_string(bytes.size()) + "]";
      payload_ += bytes;
    }
    if (files_.parse(index + "}") != json::ParseResult::ok) throw std::logic_error("files");
    DepartmentStart start;
    start.files = Files(files_.root(), payload_);
    for (const tables::Row& row : units_) {
      UnitView unit{row.at("code"), row.at("parent"), row.at("kind"), {row.at("name_en"), row.at("name_hi")}, {}};
      for (const char* column : {"aliases_en", "aliases_hi"})
        text::detail::for_each_part(row.at(column), '|', [&](std::string_view alias) { unit.aliases.push_back(alias); });
      start.units.push_back(std::move(unit));
    }
    department_.on_start(start, notices_);
  }

  /// Assesses a text; handles and hashtags of the instance that it names count as addressed, the ministry's first.
  [[nodiscard]] Assessment assess(std::string_view text) const {
    CitizenMessage message;
    message.text = text;
    message.addressed = addressed_by(text);
    return department_.assess(message);
  }
  /// The unit, or "?" and the candidates, best first, where the department must not decide.
  [[nodiscard]] std::string unit_told(std::string_view text) const {
    const Assessment assessment = assess(text);
    if (!assessment.unit.empty()) return assessment.unit;
    std::string told = "?";
    for (const UnitCandidate& candidate : assessment.candidates) told += " " + candidate.unit;
    return told;
  }
  [[nodiscard]] const Telecom& department() const { return department_; }
  [[nodiscard]] const std::vector<tables::Row>& units() const { return units_; }
  /// What the department logged at its start; empty if all its tables were usable.
  [[nodiscard]] const std::string& notices() const { return notices_.said(); }

 private:
  struct Heard : Notices {
    [[nodiscard]] const std::string& said() const { return in_order_; }
  };

  [[nodiscard]] std::vector<AddressedView> addressed_by(std::string_view text) const {
    const std::string written = " " + text::fold(text) + " ";
    std::vector<AddressedView> addressed;
    for (const tables::Row& row : accounts_)
      if (written.find("@" + text::fold(row.at("handle"))) != std::string::npos) addressed.push_back({row.at("handle"), row.at("unit")});
    for (std::size_t index = 0; index < hashtags_.size(); ++index)
      if (written.find("#" + text::fold(hashtags_[index].at("hashtag"))) != std::string::npos)
        addressed.push_back({hashtag_names()[index], hashtags_[index].at("unit")});
    std::stable_partition(addressed.begin(), addressed.end(), [](const AddressedView& view) { return view.unit == "MOC"; });
    return addressed;
  }
  [[nodiscard]] const std::vector<std::string>& hashtag_names() const {
    if (hashtag_names_.empty())
      for (const tables::Row& row : hashtags_) hashtag_names_.push_back("#" + row.at("hashtag"));
    return hashtag_names_;
  }

  std::vector<tables::Row> units_;
  std::vector<tables::Row> accounts_;
  std::vector<tables::Row> hashtags_;
  mutable std::vector<std::string> hashtag_names_;
  std::string payload_;
  json::Document files_;
  Heard notices_;
  Telecom department_;
};

/// One for all tests of the program, since starting takes a while.
inline const Communications& communications() {
  static const Communications instance;
  return instance;
}

}  // namespace seva::telecom
