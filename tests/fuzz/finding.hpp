#pragma once

#include <cstdio>
#include <cstdlib>
#include <string>

namespace seva::fuzz {

/// What must hold of every input. libFuzzer keeps the input that ended the program.
inline void must(bool holds, const char* what, const std::string& detail = {}) {
  if (holds) return;
  std::fprintf(stderr, "finding: %s %s\n", what, detail.c_str());
  std::abort();
}

/// How far the inputs since the last look went. A seed that is only refused teaches the fuzzer nothing: seeds_main.cpp finds it.
struct Progress {
  int taken = 0;        ///< what was read as what it claims to be
  int passed_over = 0;  ///< steps of a script that could not happen
};

inline Progress progress;

}  // namespace seva::fuzz
