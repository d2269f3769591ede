#pragma once

#include <mutex>
#include <set>
#include <string>

#include "actions/store.hpp"
#include "simulators/x_api.hpp"

namespace seva::crash {

/// What the world outside was promised: whoever got 200 writes it down here. The judge of a crash test. Safe to use from any thread.
class Ledger {
 public:
  void note_post(const std::string& source_id);
  void note_reply(const std::string& text);
  [[nodiscard]] std::size_t posts() const;
  [[nodiscard]] std::size_t replies() const;

  /// Empty where every promise was kept: each acknowledged post is stored exactly once, and belongs to a ticket; each ticket was opened by one post
  /// and its docket went out once; each acknowledged reply went out once, and nothing else did. Else what was not, in words.
  [[nodiscard]] std::string judge(actions::Store& store, const simulators::XApi& x) const;

  /// Has everything left that is to leave?
  [[nodiscard]] static bool is_outbox_empty(actions::Store& store);

 private:
  mutable std::mutex mutex_;
  std::set<std::string> posts_;
  std::set<std::string> replies_;
};

}  // namespace seva::crash
