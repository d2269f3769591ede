#pragma once

#include <sys/types.h>

#include <chrono>
#include <string>
#include <vector>

namespace seva::bench {

/// What the system says of processes. One that is gone has used nothing.

[[nodiscard]] std::vector<pid_t> children_of(pid_t process);
/// The words of its command line, a blank after each.
[[nodiscard]] std::string words_of(pid_t process);
/// What its threads took of the processor, to a hundredth of a second.
[[nodiscard]] std::chrono::duration<double> processor_of(pid_t process);

struct Memory {
  double resident = 0;  ///< MB, now
  double peak = 0;      ///< MB, at most so far
};
[[nodiscard]] Memory memory_of(pid_t process);

/// Children of this process whose command line holds the words.
[[nodiscard]] std::chrono::duration<double> processor_of_children(const std::string& words);
/// Children of this process that have ended.
[[nodiscard]] std::chrono::duration<double> processor_of_ended_children();

}  // namespace seva::bench
