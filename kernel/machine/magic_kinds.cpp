#include "machine/magic_kinds.hpp"

#include <magic.h>

#include <algorithm>
#include <array>
#include <stdexcept>

namespace seva::machine {
namespace {

constexpr std::size_t kLookedAt = std::size_t{1} << 20;

/// libmagic's word, and the registered one.
constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kOtherWords{{{"audio/x-wav", "audio/wav"},
                                                                                    {"audio/x-m4a", "audio/mp4"},
                                                                                    {"audio/x-hx-aac-adts", "audio/aac"},
                                                                                    {"application/ogg", "audio/ogg"},
                                                                                    {"audio/AMR", "audio/amr"}}};

}  // namespace

void MagicKinds::Close::operator()(magic_set* cookie) const { ::magic_close(cookie); }

MagicKinds::MagicKinds()
    : cookie_(::magic_open(MAGIC_MIME_TYPE | MAGIC_ERROR | MAGIC_NO_CHECK_COMPRESS | MAGIC_NO_CHECK_TAR | MAGIC_NO_CHECK_ELF | MAGIC_NO_CHECK_CDF)) {
  if (!cookie_ || ::magic_load(cookie_.get(), nullptr) != 0)
    throw std::runtime_error("the signatures of kinds of files cannot be loaded; install Debian's libmagic1 and libmagic-mgc");
}

std::string MagicKinds::type_of(std::string_view bytes) {
  const std::lock_guard lock(mutex_);
  const char* const found = ::magic_buffer(cookie_.get(), bytes.data(), std::min(bytes.size(), kLookedAt));
  const std::string_view type = found == nullptr ? std::string_view{} : found;
  const auto other = std::find_if(kOtherWords.begin(), kOtherWords.end(), [&](const auto& words) { return words.first == type; });
  return std::string(other == kOtherWords.end() ? type : other->second);
}

}  // namespace seva::machine
