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

}  // namespace seva::fuzz
