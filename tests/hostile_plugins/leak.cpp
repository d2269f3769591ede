// Takes memory without end.
#include <cstdlib>
#include <cstring>

#include "broken_plugins/plain.hpp"

static seva_slice act() {
  constexpr std::size_t kPiece = 1 << 20;
  while (void* volatile piece = std::malloc(kPiece)) std::memset(piece, 1, kPiece);
  std::abort();
}

PLAIN_EXPORT(plain::broken_after_start<act>())
