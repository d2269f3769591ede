// Takes memory without end.
#include <cstdlib>
#include <cstring>

#include "broken_plugins/plain.hpp"

static seva_slice act() {
  constexpr std::size_t kPiece = 1 << 20;
  while (void* volatile piece = std::malloc(kPiece)) std::memset(piece, 1, kPiece);
  std::abort();
}

static seva_plugin hostile_plugin() {
  seva_plugin plugin = plain::plugin();
  plugin.handle = &plain::handle_after_start<act>;
  return plugin;
}

PLAIN_EXPORT(hostile_plugin())
