#pragma once

#include <cstdint>

namespace seva::hosting::child {

/// Closes this process off before anything of the plugin is in it: nothing inherited but the link and the plugin's file, no environment, limits, no
/// way to more rights, a user of its own where the kernel runs as root, of the file system the libraries' folders alone (Landlock), no memory that
/// others of its user can read, and the first filter of system calls. It dies with `parent`.
///
/// Answers what could not be done, in words for the administrator; NULL: it is closed off. Without a user of its own or Landlock, or without the
/// filter, there is no sandbox and the plugin is not to be loaded.
[[nodiscard]] const char* close_off(std::int32_t parent, std::uint64_t memory_bytes);

/// After the instance was created: only computing is left.
[[nodiscard]] const char* close_for_good();

/// Both at once, for a plugin that is a program: of the file system it may read the system's own folders and begin `interpreter` (NULL: the image
/// needs none). Landlock is a must, since a program opens files all its life.
[[nodiscard]] const char* close_off_program(std::int32_t parent, std::uint64_t memory_bytes, const char* interpreter);

}  // namespace seva::hosting::child
