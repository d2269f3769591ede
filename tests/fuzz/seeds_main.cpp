#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "finding.hpp"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size);

/// Throws the seeds at their target once, without a fuzzer: each must still be taken for what it is, and each step of a script must still happen.
int main(int argc, char** argv) {
  if (argc != 2) return std::fprintf(stderr, "usage: seeds_TARGET FOLDER\n"), 2;
  std::vector<std::filesystem::path> seeds;
  for (const auto& entry : std::filesystem::directory_iterator(argv[1])) seeds.push_back(entry.path());
  std::sort(seeds.begin(), seeds.end());
  int dead = seeds.empty() ? 1 : 0;
  for (const auto& seed : seeds) {
    std::ifstream file(seed, std::ios::binary);
    const std::string bytes(std::istreambuf_iterator<char>(file), {});
    seva::fuzz::progress = {};
    LLVMFuzzerTestOneInput(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
    const bool is_alive = seva::fuzz::progress.taken > 0 && seva::fuzz::progress.passed_over == 0;
    std::printf("%s %s: %d taken, %d steps passed over\n", is_alive ? "alive" : "DEAD ", seed.filename().c_str(), seva::fuzz::progress.taken,
                seva::fuzz::progress.passed_over);
    dead += is_alive ? 0 : 1;
  }
  return dead == 0 ? 0 : 1;
}
