#include "storage/json_codec.hpp"

#include <gtest/gtest.h>

#include <limits>

#include "storage/database_error.hpp"

namespace seva::storage {
namespace {

TEST(JsonCodec, WritesTheFormThatIsWrittenDown) {
  EXPECT_EQ(encoded(std::vector<std::string>{}), "");
  EXPECT_EQ(encoded(std::vector<std::string>{"", "a\"b"}), R"(["","a\"b"])");
  EXPECT_EQ(encoded(std::map<std::string, std::string>{{"b", "2"}, {"a", "1"}}), R"({"a":"1","b":"2"})");
  EXPECT_EQ(encoded(std::vector<domain::Attachment>{{"1", "image/png", ""}}), R"([["1","image/png",""]])");
  EXPECT_EQ(encoded(std::optional(domain::Location{26.5, -0.1, "x"})), R"(["26.5","-0.1","x"])");
  EXPECT_EQ(encoded(std::vector<domain::Reason>{{domain::Aspect::unit, "code", {"one"}, 0.25, {{3, 4}}}}), R"([[5,"code",["one"],"0.25",[3,4]]])");
  domain::Assessment assessment;
  assessment.department = "police";
  assessment.relevance = domain::Relevance::grievance;
  assessment.score = 0.5;
  assessment.priority = domain::Priority::high;
  assessment.candidates = {{"U", 1}};
  assessment.facts = {{"f", "v"}};
  EXPECT_EQ(encoded(std::vector{assessment}), R"([["police",1,"0.5","",2,"",[["U","1"]],{"f":"v"},false,[]]])");
}

TEST(JsonCodec, ReadsEveryTextBackExactly) {
  std::string bytes;
  for (char byte = 0; byte < 0x7F; ++byte) bytes += byte;
  const std::vector<std::string> texts{bytes, "", "\"", "\\\\", "पुलिस \U0001F6A8", "\x7F"};
  std::vector<std::string> read;
  decode(encoded(texts), read);
  EXPECT_EQ(read, texts);
  EXPECT_EQ(encoded(std::vector<std::string>{"\b\f\n\r\t\x1F/"}), R"(["\b\f\n\r\t\u001f/"])");
}

TEST(JsonCodec, ReadsEveryDoubleBackExactly) {
  for (const double number :
       {0.1 + 0.2, 1.0 / 3, 1e-300, -1e300, 26.846709999999998, std::numeric_limits<double>::denorm_min(), 123456789.123456789}) {
    std::optional<domain::Location> location;
    decode(encoded(std::optional(domain::Location{number, -number, ""})), location);
    EXPECT_EQ(location->latitude, number);
    EXPECT_EQ(location->longitude, -number);
  }
}

TEST(JsonCodec, IgnoresWhatALaterProgramAppended) {
  std::vector<domain::Attachment> attachments;
  decode(R"([["1","image/png","u","later"]])", attachments);
  ASSERT_EQ(attachments.size(), 1);
  EXPECT_EQ(attachments[0].url, "u");
}

TEST(JsonCodec, RefusesForeignTextWithoutRepeatingIt) {
  for (const std::string_view text :
       {"SECRET", "[[\"SECRET\"]]", "{}", "[[99,\"SECRET\",[],\"0\",[]]]", "[[1,\"c\",[],\"SECRET\",[]]]", "[[1,\"c\",[],0.5,[]]]"}) {
    std::vector<domain::Reason> reasons;
    try {
      decode(text, reasons);
      ADD_FAILURE() << text;
    } catch (const DatabaseError& error) {
      EXPECT_EQ(std::string(error.what()).find("SECRET"), std::string::npos);
    }
  }
}

}  // namespace
}  // namespace seva::storage
