#include "hosting/manifest.hpp"

#include "finding.hpp"

/// What a plugin may say of itself: bytes of any kind.
extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const auto manifest = seva::hosting::read_manifest({reinterpret_cast<const char*>(data), size}, "plugin.so");
  if (manifest) seva::fuzz::must(!manifest->id.empty() && manifest->id.size() <= 32, "an id breaks its rule", manifest->id);
  return 0;
}
