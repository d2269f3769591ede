#include "actions/receive_messages.hpp"

#include "actions/call_batch.hpp"
#include "actions/check_call.hpp"
#include "actions/check_message.hpp"
#include "actions/digest.hpp"
#include "actions/intake_batch.hpp"

namespace seva::actions {
namespace {

constexpr std::size_t kKeptBytes = std::size_t{1} << 20;

/// A message that breaks a rule, as it is set aside: what was read of it, since the channel's own bytes are not here any more.
Unreadable set_aside(const domain::Message& message, const domain::Problem& problem) {
  const std::string bytes = message.source_id + '\n' + message.text;
  return {bytes.substr(0, kKeptBytes), bytes.size(), sha256_hex(bytes), "message", problem.code};
}

/// Keeps what may be stored; the rest joins the unreadable. What a sealed channel brings is never answered in public, whatever the channel says.
std::vector<domain::Message> sift(Turn& turn, bool is_sealed, domain::Instant now) {
  std::vector<domain::Message> sound;
  sound.reserve(turn.messages.size());
  for (domain::Message& message : turn.messages) {
    message.channel = turn.channel;
    message.is_sealed = is_sealed;
    if (is_sealed) message.is_private = true;
    if (is_sealed) message.is_repliable = false;
    if (const auto checked = check_message(message, now); checked)
      sound.push_back(std::move(message));
    else
      turn.unreadable.push_back(set_aside(message, checked.error()));
  }
  turn.messages.clear();
  return sound;
}

/// The same for calls; the caller's number is not set aside.
std::vector<domain::CallUpdate> sift_calls(Turn& turn, domain::Instant now) {
  std::vector<domain::CallUpdate> sound;
  sound.reserve(turn.calls.size());
  for (domain::CallUpdate& call : turn.calls) {
    const auto checked = check_call(call, now);
    if (checked) {
      sound.push_back(std::move(call));
      continue;
    }
    const std::string bytes = call.call_id + '\n' + std::to_string(call.sequence);
    turn.unreadable.push_back({bytes.substr(0, kKeptBytes), bytes.size(), sha256_hex(bytes), "call", checked.error().code});
  }
  turn.calls.clear();
  return sound;
}

std::vector<DeadLetter> dead_letters_of(Ports& ports, const Turn& turn, domain::Instant now) {
  std::vector<DeadLetter> letters;
  for (const Unreadable& unreadable : turn.unreadable)
    letters.push_back({ports.identities.next<domain::DeadLetterId>(), turn.channel, unreadable.digest, unreadable.origin, unreadable.reason,
                       unreadable.bytes.substr(0, kKeptBytes), unreadable.size, now, unreadable.is_event, unreadable.event, unreadable.tag,
                       unreadable.head});
  return letters;
}

}  // namespace

Counts& Counts::operator+=(const Counts& other) {
  posts_read += other.posts_read;
  stored += other.stored;
  duplicates += other.duplicates;
  ignored += other.ignored;
  unreadable += other.unreadable;
  opened += other.opened;
  appended += other.appended;
  triage += other.triage;
  chatter += other.chatter;
  calls += other.calls;
  return *this;
}

/// Everything that the transaction needs. The opinions point into the instance.
struct ReceiveMessages::Begun {
  std::shared_ptr<const domain::Instance> instance;
  domain::Instant now;
  Turn turn;
  std::vector<domain::Message> messages;
  std::vector<domain::CallUpdate> calls;
  std::vector<DeadLetter> dead_letters;
  Opinions opinions;

  [[nodiscard]] bool is_stored() const {
    return !(messages.empty() && calls.empty() && dead_letters.empty() && turn.saves.empty() && turn.receipts.empty());
  }
};

std::function<Counts()> ReceiveMessages::begin(Turn turn) {
  const auto begun = std::make_shared<Begun>();
  begun->instance = ports_.settings.current();
  begun->now = ports_.clock.now();
  begun->messages = sift(turn, begun->instance->is_sealed(turn.channel), begun->now);
  begun->calls = sift_calls(turn, begun->now);
  begun->dead_letters = dead_letters_of(ports_, turn, begun->now);
  begun->opinions = Opinions::ask(ports_.departments, *begun->instance, begun->messages);
  begun->turn = std::move(turn);
  return [this, begun] { return commit(*begun); };
}

Counts ReceiveMessages::commit(const Begun& begun) {
  const Turn& turn = begun.turn;
  Counts counts;
  const auto ignored = static_cast<std::int64_t>(turn.ignored.size());
  if (!begun.is_stored()) {
    counts.ignored = counts.posts_read = ignored;
    return counts;
  }
  ports_.store.write([&](Transaction& transaction) {
    counts = {};
    counts.ignored = ignored;
    counts.unreadable = static_cast<std::int64_t>(begun.dead_letters.size());
    IntakeBatch batch(ports_, *begun.instance, transaction, begun.now, turn.is_replay);
    batch.take(turn.channel, begun.messages, begun.opinions, counts);
    batch.settle(turn.channel, turn.receipts);
    Changes changes = batch.finish();
    CallBatch call_batch(ports_, *begun.instance, transaction, begun.now, turn.is_replay);
    call_batch.take(turn.channel, begun.calls, counts);
    call_batch.settle(changes.delivery_changes);
    call_batch.finish(changes);
    changes.dead_letters = begun.dead_letters;
    changes.plugin_states = turn.saves;
    transaction.write(changes);
  });
  counts.posts_read = static_cast<std::int64_t>(begun.messages.size() + begun.dead_letters.size()) + ignored;
  return counts;
}

}  // namespace seva::actions
