#pragma once

#include <chrono>
#include <cstddef>

namespace seva::http {

struct LiveSettings {
  std::size_t most_streams = 4096;
  std::size_t most_streams_of_one = 64;    ///< browsers of one person
  std::size_t most_events = 8192;          ///< kept to be sent again; whoever missed more gets `resync`
  std::chrono::milliseconds beat{15'000};  ///< between comment lines; each stream's session is looked up as often
  std::chrono::milliseconds slow{30'000};  ///< whoever takes nothing for so long is let go
  std::chrono::milliseconds tick{250};     ///< how often times are looked at
};

}  // namespace seva::http
