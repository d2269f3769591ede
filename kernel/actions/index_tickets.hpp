#pragma once

#include <set>

#include "actions/ports.hpp"

namespace seva::actions {

/// How the index stands, for people.
struct SearchState {
  double part = 1;                   ///< of all tickets, by their age, that were put in: 1 when it is whole
  domain::Instant up_to;             ///< what happened until then can be found
  std::chrono::milliseconds lag{0};  ///< how old the oldest event is that is not in yet; 0: none is
};

/// Keeps the search index up with the log of events, and puts everything in once, newest first, where the index is new or of another form; what is
/// in already can be found meanwhile. Nothing sealed is ever put in, and what becomes sealed is taken out.
///
/// Several nodes write events, and one that was numbered early may be committed late: what lies within kLate of now is looked at again.
class IndexTickets {
 public:
  /// Held by reference; outlives this.
  explicit IndexTickets(Ports& ports) : ports_(ports) {}

  /// One batch of what happened and one of what is old. True: there is more to do. One thread at a time.
  bool run();

  /// Everything is put in anew by the runs that follow, over what is there.
  void begin_anew();

  /// Safe to use from any thread.
  [[nodiscard]] static SearchState state(Ports& ports);

  static constexpr std::chrono::minutes kLate{2};

 private:
  /// The next batch of the log. The last event of a full one, else none.
  domain::EventId take(SearchProgress& progress, domain::EventId after);
  [[nodiscard]] bool is_new(const LoggedEvent& logged);
  void look_back(SearchProgress& progress);
  [[nodiscard]] bool fill(SearchProgress& progress);
  void put(const std::set<domain::TicketId>& tickets, const SearchProgress& progress);

  Ports& ports_;
  std::vector<std::pair<domain::EventId, domain::TicketId>> done_;  ///< of the last kLate, in order
  domain::Instant looked_back_{};
};

}  // namespace seva::actions
