#include "tables.hpp"

#include <gtest/gtest.h>

#include "places.hpp"

namespace {

using namespace seva::telecom;

TEST(TelecomPrefixTable, TakesTheLongestBeginningThatIsListed) {
  PrefixTable table;
  EXPECT_TRUE(table.add("2", 1));
  EXPECT_TRUE(table.add("226", 2));
  EXPECT_TRUE(table.add("000", 3));
  EXPECT_FALSE(table.add("226", 9)) << "twice";
  for (const char* wrong : {"", "12a", "1234567", "-1"}) EXPECT_FALSE(table.add(wrong, 9)) << wrong;
  EXPECT_EQ(table.find("226010"), 2U);
  EXPECT_EQ(table.find("221001"), 1U);
  EXPECT_EQ(table.find("000123"), 3U);
  EXPECT_EQ(table.find("0"), PrefixTable::kNothing);
  EXPECT_EQ(table.find(""), PrefixTable::kNothing);
  EXPECT_EQ(table.find("9x"), PrefixTable::kNothing);
}

class TelecomTables : public testing::Test {
 protected:
  TelecomTables() {
    std::vector<seva::UnitView> views{{"M", "", "ministry", {"M"}, {}},
                                      {"P", "M", "post", {"P"}, {}},
                                      {"P-1", "P", "circle", {"P 1"}, {}},
                                      {"P-1-A", "P-1", "division", {"A"}, {}},
                                      {"O", "M", "operator", {"O"}, {}}};
    units_ = Units(views, {"", "P", {}, "operator"});
  }

  Tables read(std::string_view areas, std::string_view pins, std::string_view divisions, std::string_view series) {
    payload_.clear();
    std::string index;
    for (const auto& [name, bytes] :
         {std::pair{"areas", areas}, std::pair{"pins", pins}, std::pair{"divisions", divisions}, std::pair{"mobile_prefixes", series}}) {
      index += (index.empty() ? "{\"" : ", \"") + std::string(name) + "\": [" + std::to_string(payload_.size()) + ", " +
               std::to_string(bytes.size()) + "]";
      payload_ += bytes;
    }
    EXPECT_EQ(files_.parse(index + "}"), seva::json::ParseResult::ok);
    return Tables(seva::Files(files_.root(), payload_), units_);
  }

  Units units_;
  std::string payload_;
  seva::json::Document files_;
};

TEST_F(TelecomTables, AnswerForWhatTheyHold) {
  const Tables tables =
      read("area,units\nX,P-1 O\n", "prefix,area\n11,X\n", "first,last,unit\n110001,110005,P-1-A\r\n", "unit,prefixes\nO,65 6600\n");
  EXPECT_EQ(tables.unusable_rows(), 0U);
  const AreaIndex area = tables.area_of_pin("110003");
  EXPECT_EQ(tables.office(units_.find("P"), area), units_.find("P-1"));
  EXPECT_EQ(tables.office(units_.find("O"), area), units_.find("O"));
  EXPECT_EQ(tables.division_of_pin("110005"), units_.find("P-1-A"));
  EXPECT_EQ(tables.division_of_pin("110006"), kNoUnit);
  EXPECT_EQ(tables.division_of_pin("110000"), kNoUnit);
  EXPECT_EQ(tables.body_of_mobile("6600"), units_.find("O"));
  EXPECT_EQ(tables.body_of_mobile("67"), kNoUnit);
}

TEST_F(TelecomTables, CountWhatTheyCannotUseAndGoOn) {
  const Tables tables =
      read("area,units\nX,P-1\nX,P-1\n,P-1\nY,NOBODY M\n", "prefix,area\n11,Z\nab,X\n12,X\n",
           "first,last,unit\n5,1,P-1-A\nx,y,P-1-A\n1,9,NOBODY\n110001,110005,P-1-A\n110003,110009,P-1-A\n", "unit,prefixes\nNOBODY,65\nO,6x\n");
  EXPECT_EQ(tables.unusable_rows(), 2U + 2U + 2U + 4U + 2U);
  EXPECT_EQ(tables.office(units_.find("P"), tables.area_of_pin("120000")), units_.find("P-1"));
}

TEST_F(TelecomTables, StandFilesThatAreNone) {
  for (const char* bytes : {"", "\n", ",,,,,\n,,,,,", "header only", "\xff\xfe\n\xff,\xfe\n", "a\n1"})
    EXPECT_NO_THROW(static_cast<void>(read(bytes, bytes, bytes, bytes)));
}

}  // namespace
