#include <elf.h>

#include <cstring>
#include <fstream>
#include <iterator>
#include <optional>

#include "seva/testing/contract.hpp"

namespace seva::testing {
namespace {

/// The dynamic part of a 64-bit shared library, read from its bytes; every offset is checked.
class Library {
 public:
  explicit Library(const std::filesystem::path& file) {
    std::error_code unknown;
    if (!std::filesystem::is_regular_file(file, unknown)) return;
    std::ifstream in(file, std::ios::binary);
    bytes_.assign(std::istreambuf_iterator<char>(in), {});
    const auto header = at<Elf64_Ehdr>(0);
    if (!header || std::memcmp(header->e_ident, ELFMAG, SELFMAG) != 0 || header->e_ident[EI_CLASS] != ELFCLASS64 || header->e_type != ET_DYN) return;
    is_library_ = true;
    for (std::size_t index = 0; index < header->e_shnum; ++index) {
      const auto section = at<Elf64_Shdr>(header->e_shoff + index * sizeof(Elf64_Shdr));
      if (!section) return;
      const auto names = at<Elf64_Shdr>(header->e_shoff + section->sh_link * sizeof(Elf64_Shdr));
      if (names && section->sh_type == SHT_DYNSYM) read_symbols(*section, *names);
      if (names && section->sh_type == SHT_DYNAMIC) read_needed(*section, *names);
    }
  }

  bool is_library_ = false;
  std::vector<std::string> exported_;
  std::vector<std::string> needed_;

 private:
  template <class Value>
  std::optional<Value> at(std::size_t offset) const {
    if (offset > bytes_.size() || bytes_.size() - offset < sizeof(Value)) return std::nullopt;
    Value value;
    std::memcpy(&value, bytes_.data() + offset, sizeof value);
    return value;
  }
  std::string name_at(const Elf64_Shdr& names, std::size_t offset) const {
    const std::size_t first = names.sh_offset + offset;
    if (first >= bytes_.size()) return {};
    const std::size_t end = bytes_.find('\0', first);
    return end == std::string::npos ? std::string() : bytes_.substr(first, end - first);
  }
  void read_symbols(const Elf64_Shdr& section, const Elf64_Shdr& names) {
    for (std::size_t offset = 0; offset + sizeof(Elf64_Sym) <= section.sh_size; offset += sizeof(Elf64_Sym)) {
      const auto symbol = at<Elf64_Sym>(section.sh_offset + offset);
      if (!symbol) return;
      const bool is_seen = ELF64_ST_BIND(symbol->st_info) != STB_LOCAL && ELF64_ST_VISIBILITY(symbol->st_other) == STV_DEFAULT;
      if (is_seen && symbol->st_shndx != SHN_UNDEF && symbol->st_name != 0) exported_.push_back(name_at(names, symbol->st_name));
    }
  }
  void read_needed(const Elf64_Shdr& section, const Elf64_Shdr& names) {
    for (std::size_t offset = 0; offset + sizeof(Elf64_Dyn) <= section.sh_size; offset += sizeof(Elf64_Dyn)) {
      const auto entry = at<Elf64_Dyn>(section.sh_offset + offset);
      if (!entry || entry->d_tag == DT_NULL) return;
      if (entry->d_tag == DT_NEEDED) needed_.push_back(name_at(names, entry->d_un.d_val));
    }
  }

  std::string bytes_;
};

/// A checker that a sanitizer watches takes plugins that one watches.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kIsSanitized = true;
#else
constexpr bool kIsSanitized = false;
#endif

bool is_sanitizer(const std::string& library) {
  return library.starts_with("libasan.so.") || library.starts_with("libubsan.so.") || library.starts_with("libtsan.so.");
}

std::string foreign_of(const std::vector<std::string>& needed) {
  for (const std::string& library : needed) {
    bool is_known = kIsSanitized && is_sanitizer(library);
    for (const char* known : {"libc.so.", "libm.so.", "libstdc++.so.", "libgcc_s.so.", "ld-linux", "libc++.so.", "libc++abi.so."})
      is_known = is_known || library.starts_with(known);
    if (!is_known) return library;
  }
  return {};
}

}  // namespace

std::vector<Finding> check_library(const std::filesystem::path& file) {
  const Library library(file);
  if (!library.is_library_) return {{"is_a_library", "The file is no 64-bit shared library.", "Give the plugin's .so."}};
  std::vector<Finding> findings{{"is_a_library", {}, {}}, {"one_exported_symbol", {}, {}}, {"needs_nothing_foreign", {}, {}}};
  if (library.exported_ != std::vector<std::string>{"seva_plugin_v1"})
    findings[1] = {"one_exported_symbol", "It exports " + std::to_string(library.exported_.size()) + " symbols instead of seva_plugin_v1 alone.",
                   "Build it with seva_add_plugin(), or with hidden visibility and the linker's version script plugin.map."};
  if (const std::string foreign = foreign_of(library.needed_); !foreign.empty())
    findings[2] = {"needs_nothing_foreign", "It needs " + foreign + ".", "Link it statically, or do without: the server's machine may not have it."};
  return findings;
}

}  // namespace seva::testing
