#include <gtest/gtest.h>
#include <stddef.h>
#include <stdint.h>

#include <type_traits>

#include "loaded_plugin.hpp"

namespace frozen {
constexpr int kPresentMajor = SEVA_ABI_MAJOR;
#undef SEVA_PLUGIN_H
#undef SEVA_ABI_MAJOR
#undef SEVA_ABI_MINOR
#undef SEVA_PLUGIN_EXPORT
#include "sdk/frozen/1.0/plugin.h"
constexpr int kFrozenMajor = SEVA_ABI_MAJOR;
}  // namespace frozen

namespace seva {
namespace {

/// True if a plugin that was built with `Frozen` is read rightly by a kernel that was built with `Present`: each field where it was and as wide, and
/// new ones only behind them.
template <class Frozen, class Present, class FrozenSlice, class PresentSlice>
constexpr bool is_compatible() {
  const auto same = [](auto Frozen::*, size_t before, auto Present::*, size_t now) { return before == now; };
  return sizeof(Present) >= sizeof(Frozen) && alignof(Present) == alignof(Frozen) &&
         same(&Frozen::struct_size, offsetof(Frozen, struct_size), &Present::struct_size, offsetof(Present, struct_size)) &&
         same(&Frozen::abi_major, offsetof(Frozen, abi_major), &Present::abi_major, offsetof(Present, abi_major)) &&
         same(&Frozen::abi_minor, offsetof(Frozen, abi_minor), &Present::abi_minor, offsetof(Present, abi_minor)) &&
         same(&Frozen::manifest, offsetof(Frozen, manifest), &Present::manifest, offsetof(Present, manifest)) &&
         same(&Frozen::create, offsetof(Frozen, create), &Present::create, offsetof(Present, create)) &&
         same(&Frozen::handle, offsetof(Frozen, handle), &Present::handle, offsetof(Present, handle)) &&
         same(&Frozen::destroy, offsetof(Frozen, destroy), &Present::destroy, offsetof(Present, destroy)) &&
         std::is_same_v<decltype(Frozen::struct_size), decltype(Present::struct_size)> &&
         std::is_same_v<decltype(Frozen::abi_major), decltype(Present::abi_major)> &&
         std::is_same_v<decltype(Frozen::abi_minor), decltype(Present::abi_minor)> &&
         std::is_same_v<decltype(Frozen::create), decltype(Present::create)> &&
         std::is_same_v<decltype(Frozen::destroy), decltype(Present::destroy)> &&
         std::is_same_v<decltype(Frozen::handle), FrozenSlice (*)(void*, FrozenSlice, FrozenSlice)> &&
         std::is_same_v<decltype(Present::handle), PresentSlice (*)(void*, PresentSlice, PresentSlice)>;
}

template <class Present, class PresentSlice = seva_slice>
constexpr bool kKeeps = is_compatible<frozen::seva_plugin, Present, frozen::seva_slice, PresentSlice>();

TEST(FrozenBoundary, is_kept_by_the_present_header) {
  EXPECT_TRUE(kKeeps<seva_plugin>);
  EXPECT_EQ(sizeof(seva_slice), sizeof(frozen::seva_slice));
  EXPECT_EQ(offsetof(seva_slice, data), offsetof(frozen::seva_slice, data));
  EXPECT_EQ(offsetof(seva_slice, size), offsetof(frozen::seva_slice, size));
  EXPECT_EQ(frozen::kPresentMajor, frozen::kFrozenMajor) << "a new major version is a new symbol, beside this one";
}

struct Appended {
  uint32_t struct_size;
  uint16_t abi_major, abi_minor;
  seva_slice manifest;
  void* (*create)(void);
  seva_slice (*handle)(void*, seva_slice, seva_slice);
  void (*destroy)(void*);
  void (*novelty)(void*);
};
struct Inserted {
  uint32_t struct_size;
  uint16_t abi_major, abi_minor;
  seva_slice manifest;
  void (*novelty)(void*);
  void* (*create)(void);
  seva_slice (*handle)(void*, seva_slice, seva_slice);
  void (*destroy)(void*);
};
struct Exchanged {
  uint32_t struct_size;
  uint16_t abi_major, abi_minor;
  seva_slice manifest;
  void (*destroy)(void*);
  seva_slice (*handle)(void*, seva_slice, seva_slice);
  void* (*create)(void);
};
struct Signed {
  int32_t struct_size;
  uint16_t abi_major, abi_minor;
  seva_slice manifest;
  void* (*create)(void);
  seva_slice (*handle)(void*, seva_slice, seva_slice);
  void (*destroy)(void*);
};
struct OtherArguments {
  uint32_t struct_size;
  uint16_t abi_major, abi_minor;
  seva_slice manifest;
  void* (*create)(void);
  seva_slice (*handle)(void*, seva_slice);
  void (*destroy)(void*);
};

TEST(FrozenBoundary, lets_fields_be_appended_and_finds_every_other_change) {
  EXPECT_TRUE(kKeeps<Appended>);
  EXPECT_FALSE(kKeeps<Inserted>);
  EXPECT_FALSE(kKeeps<Exchanged>);
  EXPECT_FALSE(kKeeps<Signed>);
  EXPECT_FALSE(kKeeps<OtherArguments>);
}

TEST(FrozenBoundary, still_carries_a_plugin_that_was_built_from_the_first_header) {
  const auto findings = judge_loaded(std::filesystem::path(SEVA_BINARY_DIR) / "frozen_plugins/frozen_channel.so",
                                     {std::filesystem::path(SEVA_SOURCE_DIR) / "tests/transcripts/frozen_channel", false});
  EXPECT_GE(findings.size(), 11U);
  for (const auto& finding : findings) EXPECT_EQ(finding.problem, "") << finding.check;
}

}  // namespace
}  // namespace seva
