#pragma once

#include <algorithm>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "place_finder.hpp"
#include "plugins/tables.hpp"
#include "police.hpp"
#include "seva/json.hpp"
#include "seva/text/lexicon.hpp"

namespace seva::police {

/// The department started with the shipped instance of Uttar Pradesh Police.
class UpPolice {
 public:
  static std::string folder() { return std::string(SEVA_SOURCE_DIR) + "/config/up-police/"; }

  UpPolice() : units_(tables::read_csv(folder() + "units.csv")), accounts_(tables::read_csv(folder() + "accounts.csv")) {
    gazetteer_ = tables::read_file(folder() + "gazetteer.csv");
    if (files_.parse(R"({"gazetteer": [0, )" + std::to_string(gazetteer_.size()) + "]}") != json::ParseResult::ok) throw std::logic_error("files");
    DepartmentStart start;
    start.files = Files(files_.root(), gazetteer_);
    for (const tables::Row& row : units_) {
      UnitView unit{row.at("code"), row.at("parent"), row.at("kind"), {row.at("name_en"), row.at("name_hi")}, {}};
      for (const char* column : {"aliases_en", "aliases_hi"})
        text::detail::for_each_part(row.at(column), '|', [&](std::string_view alias) { unit.aliases.push_back(alias); });
      start.units.push_back(std::move(unit));
    }
    department_.on_start(start, notices_);
  }

  /// Assesses a text; handles and hashtags of the instance that it names count as addressed, headquarters' first.
  [[nodiscard]] Assessment assess(std::string_view text) const {
    CitizenMessage message;
    message.text = text;
    message.addressed = addressed_by(text);
    return department_.assess(message);
  }
  [[nodiscard]] std::vector<AddressedView> addressed_by(std::string_view text) const {
    text::Tokens tokens;
    tokens.read(text);
    std::vector<AddressedView> addressed;
    for (const text::Token& token : tokens.all()) {
      if (token.kind != text::TokenKind::handle) continue;
      for (const tables::Row& row : accounts_)
        if (text::fold(row.at("handle")) == tokens.folded(token)) addressed.push_back({row.at("handle"), row.at("unit")});
    }
    std::stable_partition(addressed.begin(), addressed.end(), [](const AddressedView& view) { return view.unit == "UPP-HQ"; });
    return addressed;
  }
  [[nodiscard]] const Police& department() const { return department_; }
  [[nodiscard]] const std::vector<tables::Row>& units() const { return units_; }
  [[nodiscard]] const std::vector<tables::Row>& accounts() const { return accounts_; }

 private:
  struct Quiet : Notices {};

  std::vector<tables::Row> units_;
  std::vector<tables::Row> accounts_;
  std::string gazetteer_;
  json::Document files_;
  Quiet notices_;
  Police department_;
};

/// One for all tests of the program, since starting takes a while.
inline const UpPolice& up_police() {
  static const UpPolice instance;
  return instance;
}

}  // namespace seva::police
