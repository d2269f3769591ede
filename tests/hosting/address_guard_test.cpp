#include "hosting/network/address_guard.hpp"

#include <gtest/gtest.h>

namespace seva::hosting {
namespace {

TEST(IsPublic, KnowsWhatLeadsInside) {
  for (const char* inside : {"127.0.0.1",
                             "127.255.255.254",
                             "0.0.0.0",
                             "10.1.2.3",
                             "172.16.0.1",
                             "172.31.255.255",
                             "192.168.1.1",
                             "169.254.169.254",
                             "100.64.0.1",
                             "100.127.255.255",
                             "192.0.0.8",
                             "192.0.2.1",
                             "198.18.0.1",
                             "198.19.255.255",
                             "198.51.100.7",
                             "203.0.113.9",
                             "224.0.0.1",
                             "255.255.255.255",
                             "::",
                             "::1",
                             "::127.0.0.1",
                             "::ffff:127.0.0.1",
                             "::ffff:10.0.0.1",
                             "::ffff:169.254.169.254",
                             "64:ff9b::7f00:1",
                             "64:ff9b::a9fe:a9fe",
                             "64:ff9b:1::1",
                             "2002:7f00:1::1",
                             "2002:a00:1::1",
                             "2001::1",
                             "2001:db8::1",
                             "3fff::1",
                             "fc00::1",
                             "fd12:3456::1",
                             "fe80::1",
                             "fe80::1%lo",
                             "fec0::1",
                             "ff02::1"})
    EXPECT_FALSE(is_public(std::string(inside))) << inside;
}

TEST(IsPublic, LetsTheInternetThrough) {
  for (const char* outside : {"8.8.8.8", "100.63.255.255", "100.128.0.1", "172.15.0.1", "172.32.0.1", "169.253.1.1", "192.0.1.1", "223.255.255.255",
                              "2606:4700::1111", "2001:4860:4860::8888", "::ffff:8.8.8.8", "64:ff9b::808:808", "2002:808:808::1", "2400:cb00::1"})
    EXPECT_TRUE(is_public(std::string(outside))) << outside;
}

TEST(IsPublic, TakesNothingElseForAnAddress) {
  for (const char* other : {"", "localhost", "2130706433", "0x7f.1", "127.1", "/run/socket", "[::1]"})
    EXPECT_FALSE(is_public(std::string(other))) << other;
}

}  // namespace
}  // namespace seva::hosting
