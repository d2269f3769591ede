#include "hosting/network/stream_parts.hpp"

#include "finding.hpp"

namespace {

constexpr std::size_t kLongest = 64;

std::string taken(seva::hosting::StreamParts& parts) {
  std::string all;
  while (parts.has_parts())
    for (const std::string& part : parts.take(3, 100)) all += std::to_string(part.size()) + ":" + part;
  return all;
}

}  // namespace

/// A stream gives the same parts however the network cuts it.
extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  if (size < 2) return 0;
  const std::string delimiter = data[0] % 2 == 0 ? "\n" : "\r\n\r\n";
  const std::size_t step = 1 + data[1] % 7;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 2, size - 2);
  seva::hosting::StreamParts whole(delimiter, kLongest);
  seva::hosting::StreamParts cut(delimiter, kLongest);
  const bool holds = whole.add(bytes);
  bool holds_cut = true;
  for (std::size_t at = 0; holds_cut && at < bytes.size(); at += step) holds_cut = cut.add(bytes.substr(at, step));
  seva::fuzz::must(holds == holds_cut, "the same stream is too long in one cut only");
  const std::string parts = taken(whole);
  seva::fuzz::must(parts == taken(cut), "the same stream gives other parts");
  seva::fuzz::progress.taken += parts.empty() ? 0 : 1;
  return 0;
}
