#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iostream>

#include "plugin.hpp"
#include "seva/testing/fake_host.hpp"

namespace seva::twitter {
namespace {

struct Books {
  std::size_t read = 0;
  std::size_t messages = 0;
  std::size_t ignored = 0;
  std::size_t unreadable = 0;
  std::size_t failed = 0;
};

Books replay(std::istream& lines, std::size_t lines_a_batch) {
  testing::FakeHost host(seva_plugin_v1);
  host.start();
  Books books;
  std::string batch;
  const auto flush = [&] {
    if (batch.empty()) return;
    const auto turn = host.stream("replay", batch);
    books.failed += turn.has_failed ? 1 : 0;
    books.messages += turn.accepted("messages").size();
    books.ignored += turn.accepted("ignored").size();
    books.unreadable += turn.accepted("unreadable").size();
    batch.clear();
  };
  for (std::string line; std::getline(lines, line);) {
    batch += line + "\n";
    if (line.find_first_not_of(" \r") != std::string::npos) ++books.read;
    if (books.read % lines_a_batch == 0) flush();
  }
  flush();
  return books;
}

TEST(Samples, are_all_accounted_for) {
  const char* folder = std::getenv("SEVA_SAMPLES");
  const std::string file = folder != nullptr ? std::string(folder) + "/x_stream_2016.jsonl"
                                             : std::string(SEVA_SOURCE_DIR) + "/tests/plugins/twitter/fixtures/replay.jsonl";
  if (folder == nullptr) std::cout << "SEVA_SAMPLES is not set: the project's own fixtures serve.\n";
  for (const std::size_t lines_a_batch : {1U, 100U}) {
    std::ifstream lines(file);
    ASSERT_TRUE(lines) << file;
    const Books books = replay(lines, lines_a_batch);
    EXPECT_EQ(books.failed, 0U);
    EXPECT_EQ(books.read, books.messages + books.ignored + books.unreadable);
    EXPECT_GT(books.messages, 0U);
    if (folder != nullptr) {
      EXPECT_EQ(books.read, 1852U);
      EXPECT_EQ(books.messages, 1852U);
    }
  }
}

}  // namespace
}  // namespace seva::twitter
