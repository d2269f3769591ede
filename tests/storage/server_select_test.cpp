#include "storage/server_select.hpp"

#include "storage/connection.hpp"
#include "storage/database_error.hpp"
#include "storage/store_test.hpp"

namespace seva::testing {
namespace {

using storage::Look;
using storage::Row;
using storage::to_value;

constexpr int kTwoRowsForOne = 1242;

class ServerSelect : public ::testing::Test {
 protected:
  std::string answer(const std::string& expression) {
    std::string answer;
    connection.select({"ask", "SELECT " + expression, 1}, {}, [&](Row& row) { answer = row.text(); });
    return answer;
  }

  storage::Connection connection{MariadbServer::shared().new_database(), storage::Access::write, storage::BatchWriting::by_array};
};

TEST_F(ServerSelect, AsksWithAnyBytesAndGetsThemBack) {
  const std::string text = std::string("O'Neil \\' -- \" ; \n\r\x1a") + '\0' + ":name ? % _ \\";
  const std::string hindi = "लखनऊ";
  std::string answered;
  std::string answered_hindi;
  std::int64_t number = 0;
  bool is_null = false;
  const Look look{{"echo", "SELECT :text, :hindi, :number, :none", 4},
                  {to_value(text), to_value(hindi), to_value(std::numeric_limits<std::int64_t>::min()), {}},
                  [&](Row& row) {
                    answered = row.text();
                    answered_hindi = row.text();
                    number = row.number();
                    is_null = row.is_null();
                  }};
  connection.select({&look, 1});
  EXPECT_EQ(answered, text);
  EXPECT_EQ(answered_hindi, hindi);
  EXPECT_EQ(number, std::numeric_limits<std::int64_t>::min());
  EXPECT_TRUE(is_null);
}

TEST_F(ServerSelect, GivesEachOfManyLooksItsOwnRowsInTheirOrder) {
  constexpr std::int64_t kLooks = 300;
  const std::string long_text(3'000, 'x');  // so that neither all questions nor all answers find room on the way
  std::vector<std::int64_t> answered;
  std::vector<Look> looks;
  for (std::int64_t number = 0; number < kLooks; ++number)
    looks.push_back({{"echo", "SELECT :number, REPEAT(:text, 40) UNION ALL SELECT 0, ''", 2}, {number, to_value(long_text)}, [&](Row& row) {
                       const std::int64_t is = row.number();
                       if (row.text().size() == long_text.size() * 40) answered.push_back(is);
                     }});
  connection.select(looks);
  ASSERT_EQ(answered.size(), kLooks);
  EXPECT_TRUE(std::is_sorted(answered.begin(), answered.end()));
  EXPECT_EQ(answered.back(), kLooks - 1);
}

TEST_F(ServerSelect, HandsNothingOverWhereOneLookFailsAndCanBeAskedAgain) {
  int rows = 0;
  const auto count = [&](Row&) { ++rows; };
  const std::vector<Look> looks{
      {{"one", "SELECT 1", 1}, {}, count}, {{"two", "SELECT (SELECT 1 UNION SELECT 2)", 1}, {}, count}, {{"three", "SELECT 3", 1}, {}, count}};
  try {
    connection.select(looks);
    ADD_FAILURE() << "one value cannot be two";
  } catch (const storage::DatabaseError& error) {
    EXPECT_EQ(error.code(), kTwoRowsForOne);
    EXPECT_EQ(error.statement(), "two");
  }
  EXPECT_EQ(rows, 0);
  EXPECT_EQ(answer("'still there'"), "still there");
}

TEST_F(ServerSelect, WhatWasNotWaitedForIsHeardByTheNext) {
  connection.command_unheard("set a variable", "SET @word = 'heard'");
  EXPECT_EQ(answer("@word"), "heard");
  connection.command_unheard("fail", "SET @word = (SELECT 1 UNION SELECT 2)");
  try {
    (void)answer("1");
    ADD_FAILURE() << "the failure was not heard";
  } catch (const storage::DatabaseError& error) {
    EXPECT_EQ(error.statement(), "fail");
  }
  EXPECT_EQ(answer("@word"), "heard");
}

TEST_F(ServerSelect, RefusesAnotherNumberOfValuesOrColumnsThanTheTextHas) {
  const auto ignore = [](Row&) {};
  const std::array<storage::Value, 1> one{to_value(1)};
  EXPECT_THROW(connection.select({"none", "SELECT :a", 1}, {}, ignore), std::logic_error);
  EXPECT_THROW(connection.select({"one too many", "SELECT 1", 1}, one, ignore), std::logic_error);
  EXPECT_THROW(connection.select({"columns", "SELECT 1", 2}, {}, ignore), storage::DatabaseError);
}

TEST_F(ServerSelect, AConnectionThatReadsRefusesToWrite) {
  connection.command("make a table", "CREATE TABLE words (word INT) ENGINE=InnoDB");
  connection.begin(storage::Access::read);
  EXPECT_THROW(connection.command("write", "INSERT INTO words VALUES (1)"), storage::DatabaseError);
  connection.command("roll back", "ROLLBACK");
  connection.begin(storage::Access::write);
  connection.command("write", "INSERT INTO words VALUES (2)");
  connection.command("roll back", "ROLLBACK");
  EXPECT_EQ(answer("COUNT(*) FROM words"), "0");
}

}  // namespace
}  // namespace seva::testing
