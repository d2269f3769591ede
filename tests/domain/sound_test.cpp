#include "domain/sound.hpp"

#include <gtest/gtest.h>

namespace seva::domain {
namespace {

using Words = std::vector<std::string>;

TEST(Sound, words_keep_their_vowel_signs_and_lose_their_case) {
  EXPECT_EQ(words_of("पानी नहीं आ रहा, Ward 12!"), (Words{"पानी", "नहीं", "आ", "रहा", "ward", "12"}));
  EXPECT_EQ(words_of("@Seva_Office #सड़क"), (Words{"seva", "office", "सड़क"}));
  EXPECT_EQ(words_of(" \t… "), Words{});
}

TEST(Sound, spellings_of_one_word_sound_alike) {
  const std::vector<Words> alike = {{"पानी", "pani", "paani", "panee"},
                                    {"बिजली", "bijli", "bijlee", "bijali"},
                                    {"सड़क", "sadak", "sadk"},
                                    {"शिकायत", "shikayat", "sikayat"},
                                    {"मदद", "madad"},
                                    {"फ़ोन", "fon", "phon"},
                                    {"कचरा", "kachra", "kachara"},
                                    {"वार्ड", "ward", "vard"},
                                    {"संपर्क", "sampark", "sanpark"},
                                    {"ज़मीन", "zameen", "jamin"},
                                    {"१२", "12"},
                                    {"लिफ़्ट", "lift"}};
  for (const Words& words : alike)
    for (const std::string& word : words) EXPECT_EQ(sound_of(word), sound_of(words.front())) << word << " and " << words.front();
}

TEST(Sound, different_words_stay_different) {
  const Words different = {"पानी", "बिजली", "सड़क", "चिता", "चिंता", "चोरी", "गाड़ी", "नाली", "water", "station", "12", "112"};
  for (const std::string& one : different)
    for (const std::string& other : different) EXPECT_EQ(one == other, sound_of(one) == sound_of(other)) << one << " and " << other;
}

TEST(Sound, what_has_no_sound_of_its_own_stays_as_it_is) {
  EXPECT_EQ(sound_of("a"), "a");
  EXPECT_EQ(sound_of("आ"), "आ");
  EXPECT_EQ(sound_of("জল"), "জল");
  EXPECT_EQ(sound_of("2458761234"), "2458761234") << "a number is never shortened";
}

}  // namespace
}  // namespace seva::domain
