#include "seva/detail/host.hpp"

namespace seva::detail {

seva_slice Host::handle(seva_slice event, seva_slice payload) noexcept {
  try {
    answer_.clear();
    if (event_.parse({event.data, event.size}) != json::ParseResult::ok) return {nullptr, 0};
    if (!event_.root().is_object()) return {nullptr, 0};
    const std::string_view bytes = payload.data == nullptr ? std::string_view() : std::string_view(payload.data, payload.size);
    turn(event_.root(), bytes, answer_);
    return {answer_.data(), answer_.size()};
  } catch (...) {
    return {nullptr, 0};
  }
}

}  // namespace seva::detail
