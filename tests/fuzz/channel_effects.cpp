#include <boost/json.hpp>

#include "finding.hpp"
#include "hosting/effects.hpp"
#include "seva/testing/schema.hpp"

/// What a channel may answer: bytes of any kind. All or nothing; what is taken is right by the published schemas, and what
/// is unreadable lies in the payload.
extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  static seva::hosting::EffectsReader reader;
  constexpr std::size_t kPayload = 1000;
  const auto effects = reader.read("channel", {reinterpret_cast<const char*>(data), size}, kPayload);
  if (!effects) {
    seva::fuzz::must(effects.error().code == "effects_refused", "a refusal has another code", effects.error().code);
    return 0;
  }
  const boost::json::value taken = boost::json::parse({reinterpret_cast<const char*>(data), size});
  for (const auto& effect : taken.as_array()) {
    const auto wrong = seva::testing::effect_problem(effect);
    seva::fuzz::must(!wrong, "the kernel takes what the schemas refuse:", wrong.value_or(""));
  }
  seva::fuzz::progress.taken += effects->is_stored() || !effects->actions.empty() ? 1 : 0;
  for (const auto& part : effects->unreadable)
    seva::fuzz::must(part.offset <= kPayload && part.size <= kPayload - part.offset, "an unreadable part lies outside of the payload");
  return 0;
}
