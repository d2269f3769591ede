#pragma once

#include <chrono>
#include <vector>

#include "actions/store.hpp"

namespace seva::bench {

/// Where the time of writing transactions went, as the thread that writes sees it.
struct StoreTimes {
  using Seconds = std::chrono::duration<double>;
  Seconds look_up{0};  ///< what is known of messages, conversations, citizens and tickets
  Seconds decide{0};   ///< the work between, without what follows
  Seconds rows{0};     ///< making and sending them
  Seconds commit{0};   ///< begin, and commit until it is durable
};

/// A store that takes the time, and remembers what was written so that the same can be written raw. Of one thread.
class MeasuredStore final : public actions::Store {
 public:
  explicit MeasuredStore(actions::Store& inner) : inner_(inner) {}
  std::vector<actions::Changes> written;  ///< one a committed transaction
  StoreTimes times;

  /// Takes the changes out of the work's hands once they are written, since a copy would be paid for by whoever is measured: no work may look at its
  /// changes after write(), and none does.
  void write(const std::function<void(actions::Transaction&)>& work) override;
  void read(const std::function<void(actions::Transaction&)>& work) override { inner_.read(work); }
  std::int64_t highest_id() override { return inner_.highest_id(); }

 private:
  actions::Store& inner_;
};

}  // namespace seva::bench
