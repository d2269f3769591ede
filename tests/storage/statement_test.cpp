#include "storage/statement.hpp"

#include <gtest/gtest.h>

namespace seva::storage {
namespace {

TEST(Statement, HasAsManyColumnsAsItsRows) {
  EXPECT_EQ(select("one", "status", "FROM tickets").columns, 1);
  EXPECT_EQ(select("two", "status, COUNT(*)", "FROM tickets").columns, 2);
  EXPECT_EQ(select("function", "COALESCE(SUM(tickets), 0)", "FROM unit_counts").columns, 1);
  EXPECT_EQ(select("nested", "id, COALESCE(SUBSTR(text, 1, LENGTH(text)), ''), 3", "FROM messages WHERE id IN (1, 2)").columns, 3);
}

}  // namespace
}  // namespace seva::storage
