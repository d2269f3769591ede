#include "storage/address.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace seva::storage {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST(Address, ReadsThePathOfAFile) {
  const auto address = parse_address("sqlite:/var/lib/seva data/100%.db").value();
  EXPECT_EQ(address.engine, Engine::sqlite);
  EXPECT_EQ(address.path, "/var/lib/seva data/100%.db");
  EXPECT_EQ(address.shown(), "sqlite:/var/lib/seva data/100%.db");
}

TEST(Address, ReadsAServer) {
  const auto address = parse_address("mysql://se%76a:p%40ss%3A%2F@w:rd%25@db.example:3307/grie%2Fvances").value();
  EXPECT_EQ(address.engine, Engine::mysql);
  EXPECT_EQ(address.user, "seva");
  EXPECT_EQ(address.password, "p@ss:/@w:rd%");
  EXPECT_EQ(address.host, "db.example");
  EXPECT_EQ(address.port, 3307);
  EXPECT_EQ(address.name, "grie/vances");
  EXPECT_EQ(address.shown(), "mysql://seva@db.example:3307/grie/vances");
}

TEST(Address, ReadsAServerWithLessSaid) {
  const auto address = parse_address("mysql://root@[::1]/x").value();
  EXPECT_EQ(address.host, "::1");
  EXPECT_EQ(address.port, 3306);
  EXPECT_EQ(address.password, "");
  EXPECT_EQ(address.shown(), "mysql://root@[::1]:3306/x");
}

TEST(Address, RefusesWhatItCannotReadAndRepeatsNoneOfIt) {
  for (const std::string_view text : {"",
                                      "postgres://u:SECRET@h/n",
                                      "sqlite:",
                                      "sqlite::memory:",
                                      "sqlite:SECRET\"x",
                                      "mysql://",
                                      "mysql://SECRET",
                                      "mysql://:SECRET@h/n",
                                      "mysql://u:SECRET%4@h/n",
                                      "mysql://u:SECRET%zz@h/n",
                                      "mysql://u:SECRET%00@h/n",
                                      "mysql://u:SECRET@/n",
                                      "mysql://u:SECRET@h:x/n",
                                      "mysql://u:SECRET@h:0/n",
                                      "mysql://u:SECRET@h:65536/n",
                                      "mysql://u:SECRET@h",
                                      "mysql://u:SECRET@h/",
                                      "mysql://u:SECRET@[::1/n",
                                      "mysql://u:SECRET@[::1]x/n",
                                      "mysql://u:SECRET@[]/n"}) {
    const auto refused = parse_address(text);
    ASSERT_FALSE(refused) << text;
    EXPECT_EQ(refused.error().code, "database_address_invalid");
    for (const auto& part : {refused.error().what, refused.error().where, refused.error().next}) EXPECT_THAT(part, Not(HasSubstr("SECRET")));
  }
}

}  // namespace
}  // namespace seva::storage
