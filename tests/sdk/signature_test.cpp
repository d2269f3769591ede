#include "seva/signature.hpp"

#include <gtest/gtest.h>

namespace seva {
namespace {

template <class Digest>
std::string hex(const Digest& digest) {
  return to_hex(as_bytes(digest));
}

TEST(Signature, hashes_as_fips_180_4_says) {
  EXPECT_EQ(hex(sha1("abc")), "a9993e364706816aba3e25717850c26c9cd0d89d");
  EXPECT_EQ(hex(sha1("")), "da39a3ee5e6b4b0d3255bfef95601890afd80709");
  EXPECT_EQ(hex(sha256("abc")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(hex(sha256("")), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(hex(sha256(std::string(1'000'000, 'a'))), "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
  EXPECT_EQ(hex(sha1(std::string(1'000'000, 'a'))), "34aa973cd4c4daa4f61eeb2bdbad27316534016f");
}

TEST(Signature, hashes_md5_as_rfc_1321_says) {
  EXPECT_EQ(hex(md5("")), "d41d8cd98f00b204e9800998ecf8427e");
  EXPECT_EQ(hex(md5("abc")), "900150983cd24fb0d6963f7d28e17f72");
  EXPECT_EQ(hex(md5("12345678901234567890123456789012345678901234567890123456789012345678901234567890")), "57edf4a22be3c955ac49da2e2107b67a");
  EXPECT_EQ(hex(md5(std::string(1'000'000, 'a'))), "7707d6ae4e027c70eea2a935c2296f21");
  std::string chain;
  for (std::size_t size = 0; size <= 130; ++size) chain = as_bytes(md5(chain + std::string(size, 'a')));
  EXPECT_EQ(to_hex(chain), "06d1ee830a2dc3b2d37d541056755ec2");
}

TEST(Signature, pads_at_every_length_around_a_block) {
  // The hash of 0 to 130 bytes of 'a', chained: as another implementation gives it.
  std::string chain256;
  std::string chain1;
  for (std::size_t size = 0; size <= 130; ++size) {
    chain256 = as_bytes(sha256(chain256 + std::string(size, 'a')));
    chain1 = as_bytes(sha1(chain1 + std::string(size, 'a')));
  }
  EXPECT_EQ(to_hex(chain256), "8051f55462d14020880fca53d83f03ee114e2ba9405e736902643507d7f27105");
  EXPECT_EQ(to_hex(chain1), "4681c67ecad50ff2ca4618382ecf372081a82b45");
}

TEST(Signature, signs_as_rfc_4231_and_rfc_2202_say) {
  const std::string key(20, '\x0b');
  EXPECT_EQ(hex(hmac_sha256(key, "Hi There")), "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
  EXPECT_EQ(hex(hmac_sha256("Jefe", "what do ya want for nothing?")), "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  EXPECT_EQ(hex(hmac_sha256(std::string(20, '\xaa'), std::string(50, '\xdd'))), "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe");
  EXPECT_EQ(hex(hmac_sha256(std::string(131, '\xaa'), "Test Using Larger Than Block-Size Key - Hash Key First")),
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
  EXPECT_EQ(hex(hmac_sha1(key, "Hi There")), "b617318655057264e28bc0b6fb378c8ef146be00");
  EXPECT_EQ(hex(hmac_sha1("Jefe", "what do ya want for nothing?")), "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79");
  EXPECT_EQ(hex(hmac_sha1(std::string(80, '\xaa'), "Test Using Larger Than Block-Size Key - Hash Key First")),
            "aa4ae5e15272d00e95705637ce8a3b55ed402112");
}

TEST(Signature, writes_base_64_as_rfc_4648_says) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 7> kVectors{
      {{"", ""}, {"f", "Zg=="}, {"fo", "Zm8="}, {"foo", "Zm9v"}, {"foob", "Zm9vYg=="}, {"fooba", "Zm9vYmE="}, {"foobar", "Zm9vYmFy"}}};
  for (const auto& [bytes, text] : kVectors) {
    EXPECT_EQ(to_base64(bytes), text);
    EXPECT_EQ(from_base64(text), bytes);
  }
  for (const std::string_view text : {"Z", "Zg", "Zg=", "Zh==", "Zg==Zg==", "Z===", "====", "Zm9 ", "Zm9v\n"})
    EXPECT_FALSE(from_base64(text)) << text;
}

TEST(Signature, compares_whole_texts) {
  EXPECT_TRUE(are_equal_in_constant_time("abc", "abc"));
  EXPECT_FALSE(are_equal_in_constant_time("abc", "abd"));
  EXPECT_FALSE(are_equal_in_constant_time("abc", "ab"));
  EXPECT_FALSE(are_equal_in_constant_time("", "a"));
}

TEST(Signature, encodes_all_but_the_unreserved) {
  EXPECT_EQ(percent_encoded("Ladies + Gentlemen"), "Ladies%20%2B%20Gentlemen");
  EXPECT_EQ(percent_encoded("-._~aZ09"), "-._~aZ09");
  EXPECT_EQ(percent_encoded("☃/&="), "%E2%98%83%2F%26%3D");
}

}  // namespace
}  // namespace seva
