#include "seva/json.hpp"

#include <gtest/gtest.h>

#include <limits>

namespace seva::json {
namespace {

std::string quoted(std::string_view text) {
  std::string out;
  Writer(out).text(text);
  return out;
}

TEST(JsonWriter, replaces_what_is_not_utf8_so_that_one_post_cannot_spoil_a_batch) {
  struct Case {
    std::string_view given;
    std::string_view written;
  };
  for (const auto& [given, written] : {Case{"a\x80z", "\"a\uFFFDz\""}, Case{"\xC3", "\"\uFFFD\""}, Case{"\xC0\xAF", "\"\uFFFD\uFFFD\""},
                                       Case{"\xED\xA0\x80", "\"\uFFFD\uFFFD\uFFFD\""}, Case{"\xF4\x90\x80\x80", "\"\uFFFD\uFFFD\uFFFD\uFFFD\""},
                                       Case{"\xE0\xA4", "\"\uFFFD\uFFFD\""}, Case{"\xE0\xA4\x95\xFF", "\"\u0915\uFFFD\""}}) {
    EXPECT_EQ(quoted(given), written);
    Document document;
    EXPECT_EQ(document.parse(quoted(given)), ParseResult::ok);
  }
}

TEST(JsonWriter, escapes_what_json_forbids_and_nothing_else) {
  EXPECT_EQ(quoted("a\"b\\c\n\r\t/ थाना 😀"), R"("a\"b\\c\n\r\t/ थाना 😀")");
  EXPECT_EQ(quoted(std::string_view("\0\x1f\x7f", 3)), "\"\\u0000\\u001f\x7f\"");
}

TEST(JsonWriter, sets_its_commas) {
  std::string out;
  Writer writer(out);
  writer.begin_object().text("a", "b").integer("c", -7).key("d").begin_array().flag(true).number(1.5).begin_object().end_object().end_array();
  writer.flag("e", false).number("f", std::numeric_limits<double>::quiet_NaN()).end_object();
  EXPECT_EQ(out, R"({"a":"b","c":-7,"d":[true,1.5,{}],"e":false,"f":null})");
}

TEST(JsonView, gives_nothing_for_what_is_not_there) {
  Document document;
  ASSERT_EQ(document.parse(R"({"a":{"b":[1,"x",null,2.0,true]},"n":12345678901234567890})"), ParseResult::ok);
  const View root = document.root();
  EXPECT_EQ(root["a"]["b"].at(1).text(), "x");
  EXPECT_EQ(root["a"]["b"].at(3).integer(), 2);
  EXPECT_EQ(root["a"]["b"].at(0).id(), "1");
  EXPECT_EQ(root["n"].id(), "12345678901234567890");
  EXPECT_FALSE(root["n"].integer());
  EXPECT_FALSE(root["a"]["b"].at(2));
  EXPECT_FALSE(root["no"]["such"].at(9)["path"]);
  EXPECT_EQ(root["a"].text(), "");
  EXPECT_EQ(root.key_at(1), "n");
  std::size_t elements = 0;
  for (const View element : root["a"]["b"]) elements += element.text().size() + 1;
  EXPECT_EQ(elements, 6U);
  for ([[maybe_unused]] const View element : root["a"]) FAIL() << "an object has no elements";
}

TEST(JsonDocument, says_why_a_text_is_none) {
  Document document;
  EXPECT_EQ(document.parse(""), ParseResult::not_json);
  EXPECT_EQ(document.parse("<html>"), ParseResult::not_json);
  EXPECT_EQ(document.parse("{} {}"), ParseResult::not_json);
  EXPECT_EQ(document.parse("{\"a\":\"\xFF\"}"), ParseResult::bad_utf8);
  EXPECT_EQ(document.parse(std::string(100'000, '[')), ParseResult::too_deep);
  EXPECT_FALSE(document.root());
  EXPECT_EQ(document.parse(std::string(Document::kMaxDepth, '[') + std::string(Document::kMaxDepth, ']')), ParseResult::ok);
}

TEST(JsonDocument, parses_thousands_of_texts_one_after_another) {
  Document document;
  const std::string large = "[\"" + std::string(200'000, 'x') + "\"]";
  for (int round = 0; round < 2'000; ++round) {
    ASSERT_EQ(document.parse(round % 10 == 0 ? large : R"({"id":"1"})"), ParseResult::ok);
    ASSERT_EQ(document.parse("{\"half\":"), ParseResult::not_json);
  }
}

}  // namespace
}  // namespace seva::json
