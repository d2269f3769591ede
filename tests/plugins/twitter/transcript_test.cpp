#include "seva/testing/transcript.hpp"

#include <gtest/gtest.h>

#include "plugin.hpp"

namespace seva::twitter {
namespace {

class Transcript : public ::testing::TestWithParam<const char*> {};

TEST_P(Transcript, is_played_as_written) {
  const auto file = std::filesystem::path(SEVA_SOURCE_DIR) / "tests/transcripts/twitter" / (std::string(GetParam()) + ".txt");
  EXPECT_EQ(testing::play_transcript(seva_plugin_v1, file), "");
}

INSTANTIATE_TEST_SUITE_P(Twitter, Transcript, ::testing::Values("stream", "broken_stream", "webhook", "delivery"),
                         [](const auto& param_info) { return param_info.param; });

}  // namespace
}  // namespace seva::twitter
