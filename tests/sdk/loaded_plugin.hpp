#pragma once

#include <dlfcn.h>

#include <filesystem>

#include "seva/testing/contract.hpp"

namespace seva {

/// Judges the file and, loaded into this process, what is in it. For plugins that are known not to crash.
inline std::vector<testing::Finding> judge_loaded(const std::filesystem::path& file, const testing::ContractInput& input) {
  std::vector<testing::Finding> findings = testing::check_library(file);
  void* library = ::dlopen(file.c_str(), RTLD_NOW | RTLD_LOCAL);
  const auto* plugin = library == nullptr ? nullptr : static_cast<const seva_plugin*>(::dlsym(library, "seva_plugin_v1"));
  if (plugin == nullptr) {
    findings.push_back({"loads", ::dlerror(), "Build it with seva_add_plugin()."});
    return findings;
  }
  for (auto& finding : testing::check_contract(*plugin, input)) findings.push_back(std::move(finding));
  return findings;
}

}  // namespace seva
