#pragma once

#include <cstdint>
#include <string_view>

/// What the kernel and a plugin's process say to each other, over one stream socket: plain structs in the machine's own byte order, each followed by
/// the bytes that it counts. Plugins that are programs of their own speak these frames as well (sdk/FRAMES.md): what that page tells never changes.
namespace seva::hosting::child {

inline constexpr int kLink = 3;   ///< the process's end of the socket
inline constexpr int kImage = 4;  ///< the plugin's file, sealed against change

/// How the name of a plugin ends that is a program of its own, run in place of a library that is loaded.
inline constexpr std::string_view kProgramEnding = ".plugin";

/// From the kernel: an event and its payload follow.
struct Request {
  std::uint64_t event_size = 0;
  std::uint64_t payload_size = 0;
};

enum class AnswerKind : std::uint32_t {
  loaded = 1,    ///< Facts and the manifest follow
  not_loadable,  ///< the loader's words follow
  no_symbol,
  created,
  not_created,
  effects,     ///< the effects follow
  failed,      ///< `handle` answered NULL
  threw,       ///< `handle` let an exception out
  denied,      ///< `detail` is the number of the system call; the process is about to end by SIGSYS
  no_sandbox,  ///< what could not be closed off follows
  introduced   ///< of a plugin that is a program: its manifest follows, and it is ready for events
};

/// From the process.
struct Answer {
  AnswerKind kind = AnswerKind::failed;
  std::int32_t detail = 0;
  std::uint64_t size = 0;
};

/// What the plugin's struct says, as far as it is as large as this build knows it.
struct Facts {
  std::uint32_t struct_size = 0;
  std::uint16_t abi_major = 0;
  std::uint16_t abi_minor = 0;
  std::uint32_t has_functions = 0;  ///< 1: create, handle and destroy are there
  std::uint32_t has_manifest = 0;   ///< 1: it is there and not too large
};

}  // namespace seva::hosting::child
