#include "machine/system_clock.hpp"

namespace seva::machine {

domain::Instant SystemClock::now() { return std::chrono::floor<std::chrono::microseconds>(std::chrono::system_clock::now()); }

}  // namespace seva::machine
