#include "hosting/installed/manifest.hpp"

#include <boost/json.hpp>

#include "finding.hpp"
#include "seva/testing/schema.hpp"

/// What a plugin may say of itself: bytes of any kind. What is taken is right by the published schema.
extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const auto manifest = seva::hosting::read_manifest({reinterpret_cast<const char*>(data), size}, "plugin.so");
  if (!manifest) return 0;
  ++seva::fuzz::progress.taken;
  const auto wrong = seva::testing::manifest_problem(boost::json::parse({reinterpret_cast<const char*>(data), size}));
  seva::fuzz::must(!wrong, "the kernel takes what the schemas refuse:", wrong.value_or(""));
  return 0;
}
