#include "storage/work_lease.hpp"

#include <optional>

#include "storage/retried.hpp"

namespace seva::storage {
namespace {

constexpr std::chrono::milliseconds kLeasePatience{10'000};
constexpr std::chrono::milliseconds kLook{1'000};

const Select kHeld = select("look at a lease", "owner, epoch, beat", "FROM leases WHERE name = :name");
const Statement kAdd = insert("take a new lease", "leases", "name, owner, epoch, beat");
const Statement kTake{"take a lease over",
                      "UPDATE leases SET owner = :owner, epoch = :next, beat = beat + 1 WHERE name = :name AND epoch = :epoch AND beat = :beat"};
const Statement kBeatOnce{"keep a lease", "UPDATE leases SET beat = beat + 1 WHERE name = :name AND owner = :owner AND epoch = :epoch"};
const Statement kGiveBack{"give a lease back", "UPDATE leases SET owner = '' WHERE name = :name AND owner = :owner AND epoch = :epoch"};

struct Holder {
  std::string owner;
  std::int64_t epoch = 0;
  std::int64_t beat = 0;
};

/// The epoch where it was taken, else who has it. `still` is a holder that was seen to stand still.
std::optional<std::int64_t> try_to_take(ConnectionPool& writers, const std::string& name, const std::string& owner,
                                        const std::optional<Holder>& still, std::optional<Holder>& held) {
  std::optional<std::int64_t> epoch;
  run_writing(writers, kLeasePatience, [&](RepositorySession& session) {
    epoch.reset();
    held.reset();
    session.select(kHeld, {name}, [&](Row& row) {
      held.emplace();
      held->owner = row.text();
      held->epoch = row.number();
      held->beat = row.number();
    });
    if (!held) {
      session.execute(kAdd, {name, owner, 1, 1});
      epoch = 1;
      return;
    }
    if (held->owner == owner) epoch = held->epoch;  // an earlier run of this transaction went through
    const bool stands_still = still && still->epoch == held->epoch && still->beat == held->beat;
    if (epoch || (!held->owner.empty() && !stands_still)) return;
    if (session.execute(kTake, {owner, held->epoch + 1, name, held->epoch, held->beat}) == 1) epoch = held->epoch + 1;
  });
  return epoch;
}

}  // namespace

domain::Result<WorkLease> WorkLease::take(ConnectionPool& writers, const std::string& name, const std::string& owner, const Pause& pause,
                                          const std::function<void()>& waits, const std::string& code) {
  std::optional<Holder> first;
  std::optional<Holder> held;
  if (const auto epoch = try_to_take(writers, name, owner, std::nullopt, first)) return WorkLease(name, owner, *epoch);
  waits();
  for (std::chrono::milliseconds waited{0}; waited < kStandstill; waited += kLook) {
    pause(kLook);
    if (const auto epoch = try_to_take(writers, name, owner, std::nullopt, held)) return WorkLease(name, owner, *epoch);
    if (held && first && (held->beat != first->beat || held->epoch != first->epoch))
      return domain::conflict(code, "Somebody else is at this work, and is alive.",
                              "Wait until it is done, or end it; what it began is gone on with.");
  }
  if (const auto epoch = try_to_take(writers, name, owner, first, held)) return WorkLease(name, owner, *epoch);
  return domain::conflict(code, "Somebody else has just begun this work.", "Wait until it is done.");
}

void WorkLease::beat(RepositorySession& session) {
  if (session.execute(kBeatOnce, {name_, owner_, epoch_}) != 1) throw LeaseLost("Somebody else took this work over, for its holder stood still");
  beat_at_ = std::chrono::steady_clock::now();
}

void WorkLease::beat_now_and_then(ConnectionPool& writers) {
  if (std::chrono::steady_clock::now() - beat_at_ >= kBeat) run_writing(writers, kLeasePatience, [&](RepositorySession& session) { beat(session); });
}

void WorkLease::give_back(ConnectionPool& writers) noexcept {
  try {
    run_writing(writers, kLeasePatience, [&](RepositorySession& session) { session.execute(kGiveBack, {name_, owner_, epoch_}); });
  } catch (const std::exception&) {
    return;
  }
}

}  // namespace seva::storage
