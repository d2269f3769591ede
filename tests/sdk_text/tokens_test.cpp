#include "seva/text/tokens.hpp"

#include <gtest/gtest.h>

namespace {

using seva::text::TokenKind;
using seva::text::Tokens;

std::vector<std::string> words_of(std::string_view text) {
  Tokens tokens;
  tokens.read(text);
  std::vector<std::string> words;
  for (const auto& token : tokens.all()) words.emplace_back(tokens.folded(token));
  return words;
}

using Words = std::vector<std::string>;

TEST(Tokens, KeepVowelSignsInsideTheirWords) { EXPECT_EQ(words_of("मेरी शिकायत सुनिए।"), (Words{"मेरी", "शिकायत", "सुनिए"})); }

TEST(Tokens, PointBackAtTheBytesOfTheOriginal) {
  const std::string text = "@Uppolice हज़रतगंज में ज़मीन!";
  Tokens tokens;
  tokens.read(text);
  ASSERT_EQ(tokens.size(), 4U);
  EXPECT_EQ(text.substr(tokens[0].offset, tokens[0].size), "Uppolice");
  EXPECT_EQ(text.substr(tokens[1].offset, tokens[1].size), "हज़रतगंज");
  EXPECT_EQ(text.substr(tokens[3].offset, tokens[3].size), "ज़मीन");
}

TEST(Tokens, TellHandlesHashtagsNumbersAndEmojiFromWords) {
  Tokens tokens;
  tokens.read("@lkopolice #Kanpur 112 police 🙏🏽");
  ASSERT_EQ(tokens.size(), 5U);
  EXPECT_EQ(tokens[0].kind, TokenKind::handle);
  EXPECT_EQ(tokens[1].kind, TokenKind::hashtag);
  EXPECT_EQ(tokens[2].kind, TokenKind::number);
  EXPECT_EQ(tokens[3].kind, TokenKind::word);
  EXPECT_EQ(tokens[4].kind, TokenKind::emoji);
}

TEST(Tokens, NeverTakeAHandleForTheSameWord) {
  Tokens tokens;
  tokens.read("@police police");
  EXPECT_NE(tokens[0].key, tokens[1].key);
}

TEST(Tokens, CutHashtagsWhereTheirWritersDid) {
  EXPECT_EQ(words_of("#LucknowPolice"), (Words{"lucknow", "police"}));
  EXPECT_EQ(words_of("#twitter_seva"), (Words{"twitter", "seva"}));
  EXPECT_EQ(words_of("#UPPolice"), (Words{"uppolice"}));
  EXPECT_EQ(words_of("#ट्विटरसेवा"), (Words{"ट्विटरसेवा"}));
}

TEST(Tokens, LeaveOutAddressesOfPages) {
  Tokens tokens;
  tokens.read("see https://t.co/abc now");
  EXPECT_EQ(tokens.size(), 2U);
  EXPECT_TRUE(tokens.has_link());
}

TEST(Tokens, CountSentences) {
  Tokens tokens;
  tokens.read("पहला वाक्य। दूसरा! rs 2.50 third");
  EXPECT_EQ(tokens[0].sentence, 0U);
  EXPECT_EQ(tokens[2].sentence, 1U);
  EXPECT_EQ(tokens[tokens.size() - 1].sentence, tokens[3].sentence);
}

TEST(Tokens, ReadAnyBytes) {
  for (int first = 0; first < 256; ++first)
    for (int second = 0; second < 256; second += 7) {
      const std::string text = {'a', static_cast<char>(first), static_cast<char>(second), 'b', '\'', '#', '@'};
      Tokens tokens;
      tokens.read(text);
      for (const auto& token : tokens.all()) EXPECT_LE(token.offset + token.size, text.size());
    }
}

}  // namespace
