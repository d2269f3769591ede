#include "seva/testing/transcript.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "seva/channel.hpp"

namespace seva {
namespace {

class Echo final : public Channel {
  void on_start(const Start& start, Effects& effects) override { effects.log(LogLevel::info, "name", start.config.text("name")); }
  void on_stream_data(const StreamData& data, Effects& effects) override { effects.log(LogLevel::info, "data", data.data); }
};

constexpr seva_plugin kEcho = detail::describe<detail::ChannelHost, Echo>("{}");

class TranscriptTest : public ::testing::Test {
 protected:
  void write(std::string_view text) { std::ofstream(file_) << text; }
  std::string read() const {
    std::ostringstream text;
    text << std::ifstream(file_).rdbuf();
    return text.str();
  }
  void TearDown() override {
    unsetenv("SEVA_UPDATE_TRANSCRIPTS");
    std::filesystem::remove(file_);
  }

  const std::filesystem::path file_ =
      std::filesystem::temp_directory_path() / (std::string("transcript_") + ::testing::UnitTest::GetInstance()->current_test_info()->name());
};

constexpr std::string_view kRight =
    "# A comment stays.\n> {\"type\":\"start\",\"config\":{\"name\":\"x\"}}\n"
    "< {\"type\":\"log\",\"level\":\"info\",\"code\":\"name\",\"text\":\"x\"}\n\n"
    "> {\"type\":\"stream_data\",\"tag\":\"s\"}\n| one\n& two\n"
    "< {\"type\":\"log\",\"level\":\"info\",\"code\":\"data\",\"text\":\"one\\r\\ntwo\"}\n";

TEST_F(TranscriptTest, is_content_when_the_effects_are_as_written) {
  write(kRight);
  EXPECT_EQ(testing::play_transcript(kEcho, file_), "");
}

TEST_F(TranscriptTest, tells_the_difference) {
  write("> {\"type\":\"start\",\"config\":{\"name\":\"x\"}}\n");
  EXPECT_NE(testing::play_transcript(kEcho, file_).find("but it answered\n< {\"type\":\"log\""), std::string::npos);
}

TEST_F(TranscriptTest, is_written_anew_only_when_asked_to) {
  write(
      "# A comment stays.\n> {\"type\":\"start\",\"config\":{\"name\":\"x\"}}\n< {}\n\n\n> {\"type\":\"stream_data\",\"tag\":\"s\"}\n| one\n& two\n");
  setenv("SEVA_UPDATE_TRANSCRIPTS", "1", 1);
  EXPECT_EQ(testing::play_transcript(kEcho, file_), "");
  EXPECT_EQ(read(), kRight);
}

TEST_F(TranscriptTest, refuses_what_is_none) {
  write("hello\n");
  EXPECT_THROW((void)testing::play_transcript(kEcho, file_), std::runtime_error);
  EXPECT_THROW((void)testing::play_transcript(kEcho, "/no/such/file"), std::runtime_error);
}

}  // namespace
}  // namespace seva
